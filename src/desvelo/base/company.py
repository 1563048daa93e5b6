"""What the company is called: what its first person wrote, in ``keys/company``; or the name of the demonstration."""

import os
from pathlib import Path

from django.conf import settings

_known: dict[tuple[str, int], str] = {}


def name() -> str:
    """Return the name, read again when it changes."""
    path = _path()
    try:
        stamp = (str(path), path.stat().st_mtime_ns)
    except OSError:
        return str(settings.COMPANY)
    if stamp not in _known:
        _known.clear()
        _known[stamp] = path.read_text(encoding="utf-8").strip()
    return _known[stamp] or str(settings.COMPANY)


def call(name: str) -> None:
    """Give the company its name."""
    path = _path()
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as output:
        output.write(name)
    temporary.rename(path)


def _path() -> Path:
    path: Path = settings.DESVELO.keys / "company"
    return path
