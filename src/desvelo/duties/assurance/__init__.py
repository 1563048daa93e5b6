"""Assurance: showing that what is promised is so.

It owns the audit explorer, everybody's own accesses, the trail of each message and the figures of the whole.  It
promises that each entry is shown with its proof, that nobody reads an entry or a customer's name out of their reach,
and that an explanation is added and nothing erased.  It never opens content; the words of an explanation went through
detection before they were sealed.
"""
