"""The tests themselves are tested: each defence is taken away, and its scenario must fail.

A new defence brings its entry: what takes it away, and the test that shows it. Where nothing fails
without it, either a test is missing or the defence is not needed.
"""
