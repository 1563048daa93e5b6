"""Where checkpoints are kept outside the database: a file for each place, found by name.

It owns how each place is reached and what it answers.  It promises that a place that cannot be reached is tried again,
later each time, and stops nothing else.  It never sends an entry: only checkpoints leave.

One more place is one more file here that holds an ``ANCHOR``.
"""
