"""What runs for a moment between the supervisor and PostgreSQL: ``python -P -m … ORDER`` (see ``order``).

The steps stand in this order because each needs what the next gives up: mounting needs root, changing the user clears
the death signal, entering the folder as the new user proves that it can be reached.
"""

import os
import signal
import sys
from collections.abc import Callable

from desvelo.base.postgres import namespace
from desvelo.base.postgres.order import Order, Refusal, User
from desvelo.base.processes.death import die_with_parent
from desvelo.base.processes.launch import default_signals


def main(text: str) -> None:
    """Carry out the order; where a step is impossible, end with its refusal."""
    order = Order.from_text(text)
    user = order.user
    default_signals()
    if order.binds:
        _try(Refusal.NAMESPACE, lambda: namespace.enter(order.binds))
    if user is not None:
        _try(Refusal.USER, lambda: _become(user))
    namespace.never_gain_privileges()
    os.umask(0o077)
    _try(Refusal.FOLDER, lambda: os.chdir(order.folder))
    die_with_parent(signal.Signals[order.death_signal], parent=order.parent)
    _try(Refusal.PROGRAM, lambda: os.execve(order.argv[0], order.argv, order.env))  # noqa: S606 - no shell is wanted


def _become(user: User) -> None:
    os.setgroups([])
    os.setgid(user.gid)
    os.setuid(user.uid)


def _try(refusal: Refusal, step: Callable[[], object]) -> None:
    try:
        step()
    except OSError as error:
        sys.stderr.write(f"desvelo: {refusal.name.lower()}: {error.strerror}\n")
        sys.exit(refusal)


if __name__ == "__main__":
    main(sys.argv[1])
