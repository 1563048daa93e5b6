"""``desvelo backup``, ``desvelo restore``, ``desvelo keys escrow`` and ``desvelo keys drill``.

The form of a backup is below, in ``base/backups``; here is who does what in which process, and what people read.
"""
