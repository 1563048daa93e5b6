"""Ask the child about one file, for as long as a person would wait, and believe nothing it does not say plainly."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from desvelo.base.pictures.errors import NotDrawable

WEBP: Final = "webp"
JPEG: Final = "jpeg"
LARGEST: Final = 32 * 1024 * 1024
_PROGRAM = str(Path(__file__).with_name("program.py"))
_SECONDS = 15.0
_AT_ONCE = threading.BoundedSemaphore(2)  # each may take half a gigabyte for a moment


def pages(content: bytes) -> int:
    """Return how many pages *content* has that can be drawn; raise NotDrawable."""
    told, _ = _asked("pages", 0, content)
    count = told.get("pages")
    if not isinstance(count, int) or count < 1:
        raise NotDrawable(reason="unreadable")
    return count


def draw(content: bytes, *, page: int = 0, form: str = WEBP) -> bytes:
    """Return one page of *content* as a new picture in *form*; raise NotDrawable."""
    _, picture = _asked(form, page, content)
    if not picture:
        raise NotDrawable(reason="unreadable")
    return picture


def _asked(ask: str, page: int, content: bytes) -> tuple[dict[str, object], bytes]:
    if len(content) > LARGEST:
        raise NotDrawable(reason="too_large")
    command = [sys.executable, "-I", _PROGRAM, ask, str(page)]
    with _AT_ONCE:
        try:
            ended = subprocess.run(
                command, input=content, capture_output=True, check=False, timeout=_SECONDS, env={}, cwd="/"
            )
        except subprocess.TimeoutExpired:
            raise NotDrawable(reason="too_slow") from None
    line, _, picture = ended.stdout.partition(b"\n")
    if ended.returncode:
        raise NotDrawable(reason="too_slow" if ended.returncode < 0 else "unreadable")
    told = json.loads(line)
    if "refused" in told:
        raise NotDrawable(reason=told["refused"])
    return told, picture
