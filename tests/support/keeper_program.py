"""A key process alone, for tests: ``python keeper_program.py FOLDER SOCKET QUOTA PEER…``.

With ``DESVELO_TEST_UID`` it becomes that user before it reads anything.
"""

import os
import sys
from pathlib import Path

from desvelo.base.keeper import peers
from desvelo.base.keeper.inside import Inside
from desvelo.base.keeper.quota import Quota
from desvelo.base.keeper.serving import Server
from desvelo.base.keyring import Keyring
from desvelo.base.processes import dumps

folder, socket, quota, *let_in = sys.argv[1:]
if "DESVELO_TEST_UID" in os.environ:
    number = int(os.environ["DESVELO_TEST_UID"])
    os.setgroups([])
    os.setgid(number)
    os.setuid(number)
dumps.hide_memory()
keeper = Inside(Keyring(Path(folder)), quota=Quota(most=int(quota)))
keeper.create()
Server(keeper, Path(socket), let_in=peers.numbers(let_in)).serve()
