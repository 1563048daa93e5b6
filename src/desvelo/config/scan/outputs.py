"""Answers that appear whole or not at all, and only for the eyes of whoever asked.

A file is written beside its place under another name, readable by its owner alone, and moved there at the end; when
something breaks before, nothing is left and what stood there stays.
"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from desvelo.config.scan.errors import CannotWrite


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write into; it becomes *path* when the block ends well.  Raises CannotWrite."""
    if path.exists() and not path.is_file():
        with _special(path) as file:
            yield file
        return
    beside = path.with_name(f".{path.name[:60]}.{secrets.token_hex(8)}")
    try:  # the name is known before the file exists: a Ctrl-C between the two leaves nothing either
        with open(beside, "xb", opener=_for_its_owner) as file:
            yield file
        beside.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from None
    finally:
        beside.unlink(missing_ok=True)


def _for_its_owner(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


@contextmanager
def _special(path: Path) -> Iterator[IO[bytes]]:
    """Give a pipe or a device as it is: to move a file into its place would destroy it."""
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise _cannot_write(path, error) from None


@contextmanager
def answer(path: Path | None) -> Iterator[IO[bytes]]:
    """Give the file *path*, or stdout where there is none."""
    if path is None:
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _cannot_write(Path("stdout"), error) from None
    else:
        with whole(path) as file:
            yield file


def _cannot_write(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(path=path, reason=error.strerror or type(error).__name__)
