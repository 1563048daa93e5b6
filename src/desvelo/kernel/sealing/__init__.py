"""Closing and opening what nobody may read in passing.

Owns: the format of a sealed record, the context that ties it to its place, padding, wrapped keys, keyed indexes, the
intake that can close and not open, and the type that carries plaintext.
Promises: a record opens only with its key, in its place, whole; every failure to open looks the same.
Never: stores a key, reads a clock or a file, falls back to plaintext, or tries a second key.

Enter by ``cobblestone``, ``seeking``, ``padding``, ``context``, ``keys``, ``intake``, ``keyed_index`` and
``plaintext``.
"""
