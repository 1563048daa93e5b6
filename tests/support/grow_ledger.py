"""Add entries to the log of an installation and seal it: a program of its own, with Django set up for it."""

import sys

import django

django.setup()

from desvelo.base import clock  # noqa: E402
from desvelo.guards.audit import actions  # noqa: E402
from desvelo.guards.audit.entry import Entry  # noqa: E402

actions.record([Entry(tag="loaf:bake", at=clock.wall(), objects={"loaf": str(n)}) for n in range(int(sys.argv[1]))])
actions.sequence()
actions.checkpoint(now=clock.wall())
