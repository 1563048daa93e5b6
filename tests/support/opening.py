"""Everything an installation's database holds, as it stands there and with every key turned.

The second is read by a program of its own (``open_every_record.py``).
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from desvelo.base.postgres import binaries
from started import environment

_PROGRAM = Path(__file__).with_name("open_every_record.py")


def opened_with_every_key(data: Path) -> dict[str, Any]:
    """Return *unknown*, *closed* and *opened*, as the program says them, of the demonstration in *data*."""
    env = environment(
        DJANGO_SETTINGS_MODULE="desvelo.config.settings",
        DESVELO_DATA=str(data),
        DESVELO_MODE="demo",
        DATABASE_URL_FILE=str(data / "keys" / "db" / "app.url"),
    )
    answer = subprocess.run([sys.executable, str(_PROGRAM)], capture_output=True, text=True, check=False, env=env)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def dumped(info: dict[str, Any]) -> bytes:
    """Return the database as pg_dump writes it."""
    program = binaries.find().bin_dir / "pg_dump"
    command = [program, "--dbname", info["database_url"]]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
