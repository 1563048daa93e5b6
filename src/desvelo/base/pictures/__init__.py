"""Pictures drawn anew from files of strangers, in a child process that can do nothing else.

It owns the child, its limits and what it may open.  It promises new pixels without a word of metadata, or a refusal
with its reason; never a file passed through.  What parses a stranger's bytes has no key, no network, no file and little
time.
"""
