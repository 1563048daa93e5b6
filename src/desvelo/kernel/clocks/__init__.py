"""When things are due, and when people work.

Owns: the hours of work.  Promises: pure; local time comes in.  Never: reads a clock.
"""
