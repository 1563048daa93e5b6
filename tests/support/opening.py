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

_SUPPORT = Path(__file__).parent


def opened_with_every_key(data: Path) -> dict[str, Any]:
    """Return *unknown*, *closed* and *opened*, as the program says them, of the demonstration in *data*."""
    return json.loads(run_program("open_every_record.py", data))


def run_program(name: str, data: Path) -> str:
    """Run a program of this folder with Django set up for the demonstration in *data*; return what it printed."""
    env = environment(
        DJANGO_SETTINGS_MODULE="desvelo.config.settings",
        DESVELO_DATA=str(data),
        DESVELO_MODE="demo",
        DATABASE_URL_FILE=str(data / "keys" / "db" / "app.url"),
    )
    program = [sys.executable, str(_SUPPORT / name)]
    answer = subprocess.run(program, capture_output=True, text=True, check=False, env=env)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def dumped(info: dict[str, Any]) -> bytes:
    """Return the database as pg_dump writes it."""
    program = binaries.find().bin_dir / "pg_dump"
    command = [program, "--dbname", info["database_url"]]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
