"""Everything an installation's keys can open, read by a program of its own (``open_every_record.py``)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

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
