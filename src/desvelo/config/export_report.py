"""What ``desvelo export-ledger`` does, in a process with Django: the whole log into one file, or no file.

The lines go into a file beside the one asked for, readable by this user alone, which gets its name only when the disk
has all of it.  The export is an entry of the log, and has its index before the first line is written (D7.2).

Source: security-design D7.7.
"""

import json
import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from desvelo.base import clock, durable
from desvelo.base.processes.errors import StartRefused
from desvelo.guards.audit import actions, exporting, queries
from desvelo.guards.audit.entry import Entry

_TOLD_EVERY = 10_000


class FileInTheWay(StartRefused):
    """Something has that name already; nothing is written over."""

    code = "export.file_in_the_way"
    sentence = "There is a file {path} already. Name one that is not there; nothing is written over."

    def __init__(self, *, path: Path) -> None:
        super().__init__(path=path)


class FolderNotWritable(StartRefused):
    """The file cannot be made or filled there; nothing was left behind."""

    code = "export.folder_not_writable"
    sentence = "The log could not be written to {path}: {reason}. Name a file in a folder that takes it."

    def __init__(self, *, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


def main() -> int:
    """Export; print what was written as one JSON line; return 0.  Raises FileInTheWay, FolderNotWritable."""
    out = Path(sys.argv[2])
    if out.exists() or out.is_symlink():
        raise FileInTheWay(path=out)
    entry = Entry(tag="audit:export", at=clock.wall(), objects={"kind": "audit", "form": "log", "by": "machine"})
    with transaction.atomic():
        actions.record([entry])
    actions.index_of(entry.id)
    sealed, size = exporting.seal(now=clock.wall()), queries.size()
    signed = sealed.size if sealed else 0
    try:
        written, digest = write(out, _told(exporting.log_lines(size=size), size=size))
    except FileExistsError:
        raise FileInTheWay(path=out) from None
    except OSError as error:
        raise FolderNotWritable(path=out, reason=error.strerror or "unknown") from None
    result = {"entries": size, "signed": signed, "bytes": written, "sha256": digest, "file": str(out)}
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


def write(out: Path, lines: Iterator[str]) -> tuple[int, str]:
    """Write *lines* to *out*, all or nothing; return how many bytes, and their SHA-256.  Raises OSError."""
    growing = out.with_name(f".{out.name}.{os.getpid()}.part")
    digest, written = sha256(), 0
    with os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        try:
            for line in lines:
                content = line.encode()
                digest.update(content)
                written += file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.link(growing, out)  # unlike a rename, it writes over nothing that came meanwhile
        finally:
            growing.unlink()
    durable.sync_folder(out.parent)
    return written, digest.hexdigest()


def _told(lines: Iterator[str], *, size: int) -> Iterator[str]:
    """Pass *lines* on and say on stderr how far it is; a terminal gets one line that moves."""
    end = "\r" if sys.stderr.isatty() else "\n"
    for number, line in enumerate(lines):
        yield line
        if number % _TOLD_EVERY == 0 and number:
            sys.stderr.write(f"{min(number, size)} of {size} entries{end}")
            sys.stderr.flush()
    sys.stderr.write(f"{size} of {size} entries\n")
