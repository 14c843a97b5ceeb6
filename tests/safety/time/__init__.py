"""Moments: what the clock, the zones and their changes do to what Halqa plans."""
