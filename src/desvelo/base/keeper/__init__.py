"""Who keeps the keys: the process itself, or another one that is asked over a socket; one interface for both.

Owns the wrapping keys (root, epochs) in memory, how often each person may have keys of contacts opened, and the
record of that.  Promises that no key of a contact is given without its line in that record.  Never logs a key, and
never gives out the root key or that of an epoch.

Source: security-design D4.6, D7.9; decision 0045.
"""
