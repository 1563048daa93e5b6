"""A log that outsiders can check: a Merkle tree, its canonical leaves and its signed checkpoints.

Owns: RFC 6962 hashing and proofs, RFC 8785 leaves with salted commitments, C2SP signed notes and checkpoints, and the
script with which a stranger verifies an export.
Promises: what verifies returns, what does not raises; nothing proven is never reported as proven.
Never: stores a node, knows a database, a clock or a key file, or puts a leaf's content into an error.

Enter by ``merkle``, ``leaf``, ``digests``, ``note``, ``witnessing``, ``export``, ``proof`` and ``verify``; ``alone`` is
what strangers get.
"""
