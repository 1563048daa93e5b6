"""The demonstration: a phone beside the desk, and what the database sees of both.

It exists only in demo mode; everywhere else its addresses answer 404.  It never leaves this computer.
"""
