"""A supervisor in a process of its own, for the tests that kill it: ``cluster_program.py DATA KEYS RUN [BIN]``.

Writes one JSON line when the database is ready (or why it is not), stops it when its standard input ends.
"""

import json
import sys
from pathlib import Path

from desvelo.base.postgres import binaries
from desvelo.base.postgres.cluster import Cluster
from desvelo.kernel.errors import DesveloError


def say(**words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def main(data: str, keys: str, run: str, explicit: str = "") -> None:
    cluster = Cluster(Path(data), Path(keys), binaries.find(Path(explicit) if explicit else None), run=Path(run))
    try:
        cluster.prepare()
        cluster.start()
        cluster.wait_ready(seconds=60)
    except DesveloError as error:
        cluster.stop()
        say(code=error.code, sentence=str(error))
        return
    say(pid=cluster.pid, url=cluster.superuser_url())
    sys.stdin.read()
    cluster.stop()
    say(stopped=True, exit_code=cluster.poll())


if __name__ == "__main__":
    main(*sys.argv[1:])
