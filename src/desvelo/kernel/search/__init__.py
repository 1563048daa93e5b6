"""What somebody types into the search: words to be found in masked text, or an identifier to be found exactly.

It owns how both are read.  It promises that words are looked for only where a masked text is plain, so that nothing
about what was masked can be found out by searching.  It never keeps what was typed.
"""
