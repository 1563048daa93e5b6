"""The tree of processes behind ``desvelo up``: started in order, watched, stopped in the reverse order.

Owns how a child is started (a session of its own, a death signal from its parent), restarted (with a growing pause),
logged (a file of bounded size) and stopped (asked first, then killed with whatever it left behind).

Promises that nothing it started outlives it: not after Ctrl-C, not after a SIGKILL of the supervisor.
Linux only: the promise rests on ``PR_SET_PDEATHSIG``.

It never daemonises, never trusts a pid it did not start, and never reads what a child writes.
"""
