"""Where data lives unless somebody says otherwise: ``$XDG_DATA_HOME/desvelo``, as root ``/var/lib/desvelo``."""

import os
from pathlib import Path


def default_data() -> Path:
    """Return the folder that holds ``demo`` and ``main``."""
    if os.geteuid() == 0:
        return Path("/var/lib/desvelo")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "desvelo"
