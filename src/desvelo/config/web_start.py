"""Become the web server at a socket: ``python -m desvelo.config.web_start SOCKET PROGRAM [ARGUMENT…]``.

A server that was killed leaves its socket file behind, and nobody can listen there again until it is removed.  Whoever
still listens at it is a stranger to this supervisor's lock on the data folder, so there is nobody to ask.

Source: unix(7): ``bind`` fails with ``EADDRINUSE`` on an existing path, used or not.
"""

import os
import sys
from pathlib import Path


def main(socket: str, program: str, *arguments: str) -> None:
    """Remove what a predecessor left, and become *program*."""
    Path(socket).unlink(missing_ok=True)
    os.execv(program, [program, *arguments])  # noqa: S606  our own interpreter and our own arguments


if __name__ == "__main__":
    main(*sys.argv[1:])
