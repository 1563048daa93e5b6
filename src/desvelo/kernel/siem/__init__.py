"""The log in the words of those who watch many systems: OCSF events, syslog lines.

Owns: which class of OCSF each kind of entry is, and how a line of syslog is framed.
Promises: one entry gives one event, always the same; nothing but what the leaf holds goes into it.
Never: opens a connection, reads a clock, or knows a name.
"""
