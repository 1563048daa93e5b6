"""The record of uses: one line for each time keys of contacts were opened, in a file that is only ever added to.

::

    keys/uses/2026-11-27.jsonl     {"at": …, "why": "reveal", "keys": 1, "actor": …, "refused": false, "contacts": […]}

A line is written with one call to an open file in append mode, so several processes may share a file; it stands there
before the key is given, and a killed process loses none.  A day's file goes when it is older than the log needs to be
compared with it (``DAYS``).  Ids, codes and counts only.

Source: security-design D4.6, D7.9; open(2) on O_APPEND.
"""

import os
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec

from desvelo.base.keeper.errors import UseUnrecorded
from desvelo.base.keeper.keeper import Asker, Use
from desvelo.kernel.sealing.whys import OF_LOOKS

DAYS = 92
_AT_ONCE = 262_144  # more than the longest line: a thousand contacts
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Use).decode


class Uses:
    """The record in one folder; the files are made when the first line is."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder, self._now = folder, now
        self._lock = threading.Lock()
        self._open: tuple[date, int] | None = None

    def note(self, contacts: Sequence[UUID], *, by: Asker, refused: bool = False) -> None:
        """Add one line.  Raises UseUnrecorded: then no key may be given."""
        now = self._now()
        use = Use(
            at=now.astimezone(UTC).isoformat(timespec="milliseconds"),
            why=by.why,
            keys=len(contacts),
            actor=by.actor,
            refused=refused,
            contacts=tuple(contacts) if by.why in OF_LOOKS else (),
        )
        line = _encode(use) + b"\n"
        try:
            with self._lock:
                written = os.write(self._file(now.astimezone(UTC).date()), line)
        except OSError:
            raise UseUnrecorded from None
        if written != len(line):
            raise UseUnrecorded

    def on(self, day: date, *, begin: int) -> tuple[list[Use], int]:
        """Return some lines of a day from the byte *begin* on, and where the next ones begin; there are none at zero.

        A line that a full disk cut is left out.
        """
        try:
            with self._path(day).open("rb") as file:
                file.seek(begin)
                read = file.read(_AT_ONCE)
        except FileNotFoundError:
            return [], 0
        whole = read[: read.rfind(b"\n") + 1]
        next_begin = begin + len(whole) if len(read) == _AT_ONCE and whole else 0
        return [use for line in whole.splitlines() if (use := _read(line)) is not None], next_begin

    def _file(self, today: date) -> int:
        if self._open is None or self._open[0] != today:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._forget(before=today - timedelta(days=DAYS))
            opened = os.open(self._path(today), os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if self._open is not None:
                os.close(self._open[1])
            self._open = today, opened
        return self._open[1]

    def _forget(self, *, before: date) -> None:
        for path in self._folder.glob("????-??-??.jsonl"):
            if path.stem < before.isoformat():
                path.unlink(missing_ok=True)

    def _path(self, day: date) -> Path:
        return self._folder / f"{day.isoformat()}.jsonl"


def _read(line: bytes) -> Use | None:
    try:
        return _decode(line)
    except msgspec.DecodeError:
        return None
