"""``desvelo scan``: a tool of its own that looks for personal data in files.  No server, no database, no Django.

Owns: opening files and archives, progress, summaries, reports, redacted copies.  Promises: memory that does not grow
with the file, nothing written in part, no report with the text of a message.  Never: the network.
"""
