"""A process that holds keys leaves no picture of its memory behind when it dies.

The limit passes to every child and through every exec, and once lowered to nothing no process of ours can raise it.

Source: security-design D4.8; setrlimit(2), PR_SET_DUMPABLE of prctl(2).
"""

import ctypes
import os
import resource

_PR_SET_DUMPABLE = 4


def leave_none() -> None:
    """Let neither this process nor what it starts write a core dump, from here on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hide_memory() -> None:
    """Let no other process of this user read the memory of this one; an exec afterwards undoes it.  Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
