"""What runs for a moment between the supervisor and the program: ``python -P -m … SIGNAL PARENT PROGRAM [ARGUMENT…]``.

It gives the program default signals (a shell's ``&`` or ``nohup`` leaves some ignored), binds its life to the
supervisor's, and becomes it.  A step of its own rather than ``preexec_fn``, which runs Python between fork and exec
and may deadlock when the supervisor has threads.
"""

import contextlib
import os
import signal
import sys

from desvelo.base.processes.death import die_with_parent

CANNOT_RUN = 127


def main(arguments: list[str]) -> None:
    """Become the program; end with 127 and one line when it cannot be run."""
    name, parent, program, *rest = arguments
    default_signals()
    die_with_parent(signal.Signals[name], parent=int(parent))
    try:
        os.execvp(program, [program, *rest])  # noqa: S606 - no shell is wanted
    except OSError as error:
        sys.exit(refuse(program, error))


def default_signals() -> None:
    """Undo what the shell and Python made of the signals: every one unblocked and at its default."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in signal.valid_signals():
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)


def refuse(program: str, error: OSError) -> int:
    """Write why *program* cannot be run; return the exit code that says so."""
    sys.stderr.write(f"cannot run {program}: {error.strerror}\n")
    return CANNOT_RUN


if __name__ == "__main__":
    main(sys.argv[1:])
