"""Fetching what strangers publish: only public addresses, and little of anything.

Rules: http and https on their own ports · every address is checked, at the connection itself, and with
each redirect anew · no cookies, no credentials, no proxy of the environment · size, time, speed,
redirects and what comes out of a compressed body are limited · what was not fetched is a value.
"""
