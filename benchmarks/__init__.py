"""Measurements, printed as ratios against a reference measured in the same run; never part of the tests."""
