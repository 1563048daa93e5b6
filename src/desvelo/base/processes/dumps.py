"""A process that holds keys leaves no picture of its memory behind when it dies.

The limit passes to every child and through every exec, and once lowered to nothing no process of ours can raise it.

Source: security-design D4.8; setrlimit(2).
"""

import resource


def leave_none() -> None:
    """Let neither this process nor what it starts write a core dump, from here on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
