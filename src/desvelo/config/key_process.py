"""The ``keys`` process: reads what the root wraps, and gives keys of contacts to the others, one by one, for a reason.

It has no Django and no database.  Before it listens, the ciphers give their known answers and every key opens.
"""

import os
import signal
import sys
import threading

from desvelo.base import logs
from desvelo.base.config.parse import parse
from desvelo.base.keeper import peers
from desvelo.base.keeper.inside import Inside
from desvelo.base.keeper.quota import Quota
from desvelo.base.keeper.serving import Server
from desvelo.base.keyring import Keyring
from desvelo.base.processes import dumps
from desvelo.config.data_folder import default_data
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing import keys


def main() -> int:
    """Serve until a signal asks to stop; return the exit code, with one sentence if it could not begin."""
    dumps.leave_none()
    dumps.hide_memory()
    logs.configure(process="keys")
    try:
        _serve()
    except DesveloError as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    return 0


def _serve() -> None:
    """Raises Unconfigurable, SelfTestFailed, KeyMissing, RootUnavailable, UserUnknown, AlreadyServed, CannotListen."""
    config = parse(os.environ, default_data=default_data())
    keys.self_test()
    ring = Keyring(config.keys, root=config.root_key)
    if ring.exists:
        ring.copy_code()  # opens every lasting key
    keeper = Inside(ring, quota=Quota(most=config.keeping.quota))
    if config.keeping.socket is None:
        return
    server = Server(keeper, config.keeping.socket, let_in=peers.numbers(config.keeping.peers))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.close, name="stop").start())
    server.serve()


if __name__ == "__main__":
    sys.exit(main())
