"""Become the server that owns the port: ``python -m desvelo.config.edge_start HOST PORT PROGRAM [ARGUMENT…]``.

Granian listens with ``SO_REUSEPORT``: beside another listener of the same user it would serve every second caller, and
nobody would notice.  So each start asks first, also the one after a crash, when somebody may have taken the port.
"""

import os
import sys

from desvelo.base.processes import dumps, port
from desvelo.base.processes.errors import StartRefused


def main(host: str, number: str, program: str, *arguments: str) -> None:
    """Become *program* if the port is free; end with one sentence if it is not."""
    dumps.leave_none()
    try:
        port.require_free(host, int(number))
    except StartRefused as error:
        sys.exit(str(error))
    os.execv(program, [program, *arguments])  # noqa: S606  our own interpreter and our own arguments


if __name__ == "__main__":
    main(*sys.argv[1:])
