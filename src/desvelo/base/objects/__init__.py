"""Where sealed files are kept: a folder by default, a bucket of an S3-compatible store as an option.

It owns bytes under names that tell nothing.  It promises that what ``put`` returned for is whole and durable, that half
of an object is never there, and that removing what is gone is no error.  It never sees a key or an open file.
"""
