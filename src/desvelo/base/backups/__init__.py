"""Backups as they lie in a folder: their form, written and read without Django.

Owns the layout of a backup folder, the manifest and its MAC, and the sealing of what goes into a set.

Promises that a set is there whole or not at all, that nothing of it opens without the key ``backup`` of the
installation that wrote it, and that whatever was changed in it is named when it is read.

It never holds a key of a contact, never reads the database, and never touches a file in the folder that is not of a
set whose manifest it can prove to be ours.
"""
