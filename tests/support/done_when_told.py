"""Do one operation of the product whenever told to, each time in a process of its own: for ``killing.py``.

    done_when_told.py OPERATION HEARS SAYS    (two open descriptors)

A line of JSON with its arguments begins a run: a process that says its number, and begins at the next line break.  When
it and all that it started have ended, its exit code is said.
"""

import argparse
import ctypes
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
Go = Callable[..., int]


def rotate() -> tuple[Callable[[], object], Go]:
    """Replace the current epoch of keys; that it is wanted was said before."""
    from desvelo.base import clock
    from desvelo.guards.vault import rotating

    rotating.BATCH = 5

    def go() -> int:
        while rotating.step(now=clock.wall()):
            pass
        return 0

    return lambda: rotating.ask_at_terminal(now=clock.wall()), go


def erase() -> tuple[Callable[[], object], Go]:
    """Carry out what is due, give new keys, remove files: what the worker does, the last as if an hour had passed."""
    from desvelo.base import clock
    from desvelo.config import worker
    from desvelo.service.channel import objects

    def go() -> int:
        while worker._erase() or worker._renew_keys():
            pass
        objects.sweep(now=clock.business() + timedelta(hours=2))
        return 0

    return lambda: None, go


def erase_in_two() -> tuple[Callable[[], object], Go]:
    """Do the same as it must not be: what is deleted stays deleted though the entry that says so may never come."""
    from django.db import connection

    from desvelo.guards.vault import erasing

    record = erasing.audit.record

    def later(entries: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")
        record(entries)

    ready, go = erase()

    def go_in_two() -> int:
        erasing.audit.record = later
        return go()

    return ready, go_in_two


def back_up() -> tuple[Callable[[], object], Go]:
    """Write a set into a folder."""
    from desvelo.config.backup import making

    def go(folder: str) -> int:
        sys.argv = ["run", "backup", folder]
        return making.main()

    return lambda: None, go


def back_up_in_place() -> tuple[Callable[[], object], Go]:
    """Do the same as it must not be: under the name of a set from the first byte on."""
    from desvelo.base.backups import layout

    ready, go = back_up()

    def go_in_place(folder: str) -> int:
        layout.new = lambda folder, name: folder / name
        return go(folder)

    return ready, go_in_place


def restore() -> tuple[Callable[[], object], Go]:
    """Make an installation from a set; *before* is the command that verifies it begins with."""
    from desvelo.base.config.parse import Config
    from desvelo.config import processes
    from desvelo.config.backup import restoring

    def go(found: str, data: str, keys: str, erasures: str, *before: str) -> int:
        verify = processes.reopen
        processes.reopen = lambda order: [*before, *verify(order)]
        lists = {"anchors": None, "erasures": Path(erasures), "vault": None}
        asked = argparse.Namespace(set=Path(found), keys=Path(keys), all=True, acknowledge_loss=False, **lists)
        return restoring.run(asked, Config(data=Path(data)))

    return lambda: None, go


def restore_unmarked() -> tuple[Callable[[], object], Go]:
    """Do the same as it must not be: nothing says that it is not finished."""
    from desvelo.config.backup import marker

    ready, go = restore()

    def go_unmarked(*arguments: str) -> int:
        marker.write = lambda *_, **__: None
        return go(*arguments)

    return ready, go_unmarked


OPERATIONS = {each.__name__: each for each in (rotate, erase, erase_in_two, back_up, back_up_in_place)}
WITHOUT_DJANGO = {each.__name__: each for each in (restore, restore_unmarked)}


def main(operation: str, hears: int, says: int) -> None:
    """Do it until nobody is there to tell."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if operation in OPERATIONS:
        import django

        django.setup()
    tempfile.gettempdir()  # tries the folder by a file of its own, once a process
    ready, go = (OPERATIONS | WITHOUT_DJANGO)[operation]()
    while told := _line(hears):
        run = os.fork()
        if run == 0:
            _run(ready, lambda told=told: go(*json.loads(told)), hears, says)
        _, status = os.waitpid(run, 0)
        _wait_for_the_rest()
        os.write(says, f"ended {os.waitstatus_to_exitcode(status)}\n".encode())


def _run(ready: Callable[[], object], go: Callable[[], int], hears: int, says: int) -> None:
    code = 1
    try:
        ready()
        os.write(says, f"waits {os.getpid()}\n".encode())
        _line(hears)
        code = go()
    except BaseException:  # noqa: BLE001  it is said, and the run is over
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _wait_for_the_rest() -> None:
    """Wait for what lost its parent, which is ours now."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _line(descriptor: int) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        piece = os.read(descriptor, 1)
        if not piece:
            return b""
        line += piece
    return line


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
