"""A process that must not outlive the one that started it.

The kernel sends the signal when the *thread* that started this process ends (``PR_SET_PDEATHSIG``, prctl(2)).  The
wish does not pass to children by fork, passes through an exec, and is lost when the exec or a call changes the user:
so it is asked for last.  Whoever died before we asked is recognised by the parent having changed.

Why a web server needs this (stack.md section 11): after a SIGKILL of granian's main process its worker goes on serving,
and a second start shares the port with it silently.  The module the worker imports calls ``die_with_parent()``.
"""

import ctypes
import multiprocessing
import os
import signal

_PR_SET_PDEATHSIG = 1


def die_with_parent(sig: signal.Signals = signal.SIGKILL, *, parent: int | None = None) -> None:
    """Let *sig* reach this process when its parent ends, at once if *parent* already has.

    Without *parent*, a multiprocessing child knows its parent by itself.  Call it from a thread that stays.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, int(sig), 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    if os.getppid() != (parent or _multiprocessing_parent() or os.getppid()):
        os.kill(os.getpid(), sig)


def _multiprocessing_parent() -> int | None:
    parent = multiprocessing.parent_process()
    return None if parent is None else parent.pid
