"""Write and read a database with ``pg_dump`` and ``pg_restore``, as streams: none of it is ever in a file in the clear.

The programs are those beside the server's (``binaries``).  A password reaches them in a file that has no name, so that
nothing is left of it however we end; never on a command line or in the environment.  What they complain of is cut down
to their own reason: the lines after it may quote a row.
"""

import contextlib
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from desvelo.base.postgres import report
from desvelo.base.postgres.binaries import Binaries
from desvelo.kernel.errors import DesveloError

PIECE_BYTES = 64 * 1024
SECTIONS = ("pre-data", "data", "post-data")
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"}
_LOCK_WAIT_MS = 60_000


class DumpFailed(DesveloError):
    """pg_dump ended badly; *reason* is its own word."""

    code = "postgres.dump_failed"


class RestoreFailed(DesveloError):
    """pg_restore ended badly; *reason* is its own word."""

    code = "postgres.restore_failed"


class ProgramMissing(DesveloError):
    """There is no *program* beside the server's programs in *folder*."""

    code = "postgres.program_missing"


def dump(url: str, programs: Binaries, *, schemas: Sequence[str], snapshot: str) -> Iterator[bytes]:
    """Yield the dump (custom format) of *schemas* as *snapshot* saw them, without owners and rights.

    Raises ProgramMissing, DumpFailed; then what came before is no dump.
    """
    chosen = [f"--schema={name}" for name in schemas]
    with _reachable(url) as (conninfo, passfile), tempfile.TemporaryFile() as errors:
        command = [
            _program(programs, "pg_dump"),
            *("--format=custom", "--compress=1", "--no-owner", "--no-privileges", "--no-password"),
            *(f"--snapshot={snapshot}", f"--lock-wait-timeout={_LOCK_WAIT_MS}", *chosen, f"--dbname={conninfo}"),
        ]
        with subprocess.Popen(
            command, env=_ENVIRONMENT, stdout=subprocess.PIPE, stderr=errors, pass_fds=[passfile]
        ) as process:
            try:
                assert process.stdout is not None, "it is a pipe"  # noqa: S101  asked for above
                while piece := process.stdout.read(PIECE_BYTES):
                    yield piece
                if process.wait() != 0:
                    raise DumpFailed(reason=_reason(errors))
            finally:
                process.kill()


def restore(url: str, programs: Binaries, pieces: Iterable[bytes], *, sections: Sequence[str] = SECTIONS) -> None:
    """Write *sections* of a dump into a database, all in one transaction.  Raises ProgramMissing, RestoreFailed."""
    chosen = [f"--section={name}" for name in sections]
    with _reachable(url) as (conninfo, passfile):
        arguments = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--no-password"]
        _fed([_program(programs, "pg_restore"), *arguments, *chosen, f"--dbname={conninfo}"], pieces, keep=[passfile])


def require_readable(programs: Binaries, pieces: Iterable[bytes]) -> None:
    """Read the table of contents of a dump, and *pieces* to their end.  Raises ProgramMissing, RestoreFailed."""
    _fed([_program(programs, "pg_restore"), "--list"], pieces)


def _fed(command: list[str], pieces: Iterable[bytes], *, keep: Sequence[int] = ()) -> None:
    """Run *command* with *pieces* as its input; it may have enough before their end, which is read all the same.

    What of ours is open as *keep* is open there too.
    """
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            env=_ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            bufsize=0,
            pass_fds=keep,
        )
        try:
            assert process.stdin is not None, "it is a pipe"  # noqa: S101  asked for above
            _feed(process.stdin, pieces)
        except BaseException:
            process.kill()  # before its input ends: half a dump must not look like a whole one
            raise
        finally:
            if process.stdin is not None:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()
            code = process.wait()
        if code != 0:
            raise RestoreFailed(reason=_reason(errors))


def _feed(stdin: IO[bytes], pieces: Iterable[bytes]) -> None:
    listens = True
    for piece in pieces:
        rest = memoryview(piece)
        while listens and rest:
            try:
                rest = rest[stdin.write(rest) :]
            except BrokenPipeError:
                listens = False


@contextmanager
def _reachable(url: str) -> Iterator[tuple[str, int]]:
    """Give a connection string without the password, and the open file to hand down that it names for that."""
    given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    password = given.pop("password", "")
    with tempfile.TemporaryFile(buffering=0) as passfile:
        if password:
            escaped = password.replace("\\", "\\\\").replace(":", "\\:")
            passfile.write(f"*:*:*:*:{escaped}\n".encode())
            given["passfile"] = f"/proc/self/fd/{passfile.fileno()}"
        yield make_conninfo("", **given), passfile.fileno()


def _program(programs: Binaries, name: str) -> str:
    path = programs.bin_dir / name
    if not path.is_file():
        raise ProgramMissing(program=name, folder=programs.bin_dir)
    return str(path)


def _reason(errors: IO[bytes]) -> str:
    errors.seek(0)
    lines = errors.read().decode(errors="replace").splitlines()
    said = [line for line in lines if "error:" in line]
    return report.why(said or lines).split(" Command was:", maxsplit=1)[0]
