"""Reading conversations that somebody took out of a phone or a program: chat exports, JSON lines, tables, plain text.

Owns: the forms of those files, piece by piece, and the way back to a copy with other words in it.  Promises: whatever
came in comes out as an entry, and no more than one entry is held in memory, however long the file or its lines are.
Never: a file, a clock, or a detector.
"""
