"""Whole flows in a real browser, against the real processes."""
