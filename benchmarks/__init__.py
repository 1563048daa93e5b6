"""Measurements of the real product, printed as ratios against references measured in the same run.

It owns no test and decides nothing: what must hold is a test, how fast it is stands here.  It promises that every
figure was measured in the run that prints it, with the machine and its load beside it, and that a missed budget is
printed as missed.  Data live in temporary folders; nothing is downloaded while it runs.

One new file in ``measures/`` is a new benchmark.  ``reference/`` is frozen: old figures stay comparable only as long as
what they were divided by stays the same.
"""
