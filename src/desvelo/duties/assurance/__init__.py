"""Assurance: showing that what is promised is so.

It owns the audit explorer, the trail of each message and the figures of the whole.  It promises that each entry is
shown with its proof and that anybody without the permission sees only their own.  It never opens content.
"""
