"""The audit log: an append-only Merkle tree of what mattered.

It owns the schema ``ledger``.  It promises that an entry, once it has an index, can be proved to be in the tree and
that the tree only grows.  It never holds a name, a phone number, free text or an IP address in a leaf: those are in a
payload sealed with the contact's key, which dies with it while the tree still verifies.
"""
