"""What everybody may see: so far the seals of the audit log.

It promises that what was signed is shown as it was signed.  It never shows an entry, and asks nobody who they are.
"""
