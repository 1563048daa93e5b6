"""Replace the current epoch of keys, once told to on stdin: a program for whoever wants to kill it midway."""

import sys

import django

django.setup()

from desvelo.base import clock  # noqa: E402
from desvelo.guards.vault import rotating  # noqa: E402

rotating.BATCH = 5
rotating.ask_at_terminal(now=clock.wall())
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.readline()
while rotating.step(now=clock.wall()):
    pass
