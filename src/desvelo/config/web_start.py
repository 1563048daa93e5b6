"""Become the web server at a socket: ``python -m desvelo.config.web_start SOCKET PROGRAM [ARGUMENT…]``.

A server that was killed leaves its socket file behind, and nobody can listen there again until it is removed.  One that
still answers is left alone: two servers told to use the same socket would take it from each other.

Source: unix(7): ``bind`` fails with ``EADDRINUSE`` on an existing path, used or not.
"""

import os
import socket
import sys
from pathlib import Path

from desvelo.base.processes import dumps


def main(path: str, program: str, *arguments: str) -> None:
    """Remove what a dead predecessor left, and become *program*; end with one sentence if somebody serves there."""
    dumps.leave_none()
    if _answers(path):
        sys.exit(
            f"Somebody already serves pages at {path}. Stop that process, or set DESVELO_WEB_SOCKET to another path."
        )
    Path(path).unlink(missing_ok=True)
    os.execv(program, [program, *arguments])  # noqa: S606  our own interpreter and our own arguments


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
