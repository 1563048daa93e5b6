"""Faults against a running Desvelo, and the account of what became of every message: ``make chaos``.

A generator in a process of its own (``generator``) plays Meta and keeps its own list of what was acknowledged.  The
product runs as a person starts it, over a temporary folder.  ``strikes`` breaks it, ``judging`` compares the two at the
end.  A run in which too little went wrong is "unknown", never "good"; three ``controls`` take a guarantee of the
product away, and the same judge must notice.

Source: security-design D13.1 and D13.2; faults.md.
"""
