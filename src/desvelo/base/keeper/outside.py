"""The keeper over a socket, the side that asks: it holds no wrapping key, and what it cannot reach stays closed.

A connection is kept for the next question.  One that was cut meanwhile, as when the key process was started again, is
made anew, once: what is asked twice by this changes nothing the second time.

Source: security-design D4.6.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from desvelo.base.keeper import frames, peers
from desvelo.base.keeper.errors import (
    EpochRefused,
    KeeperGone,
    NotLetIn,
    QuotaSpent,
    Unaskable,
    UseUnrecorded,
)
from desvelo.base.keeper.frames import Answer, Question, Refusal
from desvelo.base.keeper.keeper import Asker, Closed, Use, Wrapped
from desvelo.base.keyring import KeyMissing
from desvelo.base.roots.root import RootUnavailable
from desvelo.kernel.errors import DesveloError

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 30.0  # a root that is kept elsewhere may be slow at the first question
_MOST_KEPT = 8
_T = TypeVar("_T")


class Outside:
    """A ``Keeper`` that another process is, behind the socket at *path*."""

    def __init__(self, path: Path, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._path, self._answer_seconds = path, answer_seconds
        self._lock = threading.Lock()
        self._kept: list[socket.socket] = []

    def close(self) -> None:
        """Close the connections kept for the next question."""
        while (kept := self._take()) is not None:
            kept.close()

    def exists(self) -> bool:
        """Tell whether keys were made there."""
        return self._ask(frames.Exists(), bool)

    def create(self) -> None:
        """Make the root, the first epoch and the service keys; keep those that exist."""
        self._ask(frames.Create(), type(None))

    def fingerprint(self) -> bytes:
        """Return what identifies the root key without revealing it."""
        return self._ask(frames.Fingerprint(), bytes)

    def copy_code(self) -> str:
        """Return what only a whole copy of the lasting keys gives."""
        return self._ask(frames.CopyCode(), str)

    def root_place(self) -> tuple[str, str]:
        """Return the kind of place that the root key is kept at, and the place in words."""
        return self._ask(frames.RootPlace(), tuple[str, str])

    def service(self, name: str) -> bytes:
        """Return the key of one purpose."""
        return self._ask(frames.Service(name=name), bytes)

    def services(self) -> set[str]:
        """Name the service keys there are."""
        return self._ask(frames.Services(), set[str])

    def epochs(self) -> list[int]:
        """List the numbers of the epochs alive, oldest first."""
        return self._ask(frames.Epochs(), list[int])

    def require_epoch(self, number: int) -> None:
        """Return if the key of an epoch opens."""
        self._ask(frames.RequireEpoch(number=number), type(None))

    def add_epoch(self, number: int) -> None:
        """Make the key of the next epoch, unless it is there; raise EpochRefused for any other."""
        self._ask(frames.AddEpoch(number=number), type(None))

    def epoch_digest(self, number: int) -> bytes | None:
        """Return the SHA-256 of an epoch's file; None if there is none."""
        return self._ask(frames.EpochDigest(number=number), bytes | None)  # type: ignore[arg-type]  # a form

    def destroy_epoch(self, number: int) -> None:
        """Overwrite and remove the key of an epoch; raise EpochRefused for the newest one."""
        self._ask(frames.DestroyEpoch(number=number), type(None))

    def wrap(self, contact: UUID, version: int, epoch: int, key: bytes) -> bytes:
        """Close the key of a contact under an epoch."""
        return self._ask(frames.Wrap(contact=contact, version=version, epoch=epoch, key=key), bytes)

    def unwrap(self, asked: Sequence[Wrapped], *, by: Asker) -> list[bytes | Closed]:
        """Return each key, or why it does not open, in order, once that it was asked for is on record.

        Raises QuotaSpent, UseUnrecorded.
        """
        return self._each(asked, lambda part: frames.Unwrap(asked=part, why=by.why, actor=by.actor))

    def rewrap(self, asked: Sequence[Wrapped], *, to: int) -> list[bytes | Closed]:
        """Return each key as the epoch *to* wraps it, or why it does not open, in order; none leaves the keeper."""
        return self._each(asked, lambda part: frames.Rewrap(asked=part, to=to))

    def uses(self, on: date, *, begin: int) -> tuple[list[Use], int]:
        """Return some of what was opened on a day (UTC), in order, and where to go on; zero when that was all."""
        return self._ask(frames.Uses(on=on, begin=begin), tuple[list[Use], int])

    def _each(self, asked: Sequence[Wrapped], question: Callable[[list[Wrapped]], Question]) -> list[bytes | Closed]:
        found: list[bytes | Closed] = []
        for begin in range(0, len(asked), frames.AT_ONCE):
            part = list(asked[begin : begin + frames.AT_ONCE])
            given = self._ask(question(part), list[frames.Opened])
            if len(given) != len(part):
                raise Unaskable
            found += [key if closed is None else closed for key, closed in given]
        return found

    def _ask(self, asked: Question, form: type[_T]) -> _T:
        answer = self._answer(asked)
        if answer.refusal is not None:
            raise _error(answer.refusal)
        return frames.taken(answer.given, form)

    def _answer(self, asked: Question) -> Answer:
        """Ask on a connection kept, or on a new one.  Raises KeeperGone, SocketUnsafe, Unaskable."""
        kept = self._take()
        if kept is not None:
            with contextlib.suppress(OSError, EOFError, Unaskable):
                return self._ask_on(kept, asked)
        try:
            return self._ask_on(self._connect(), asked)
        except (OSError, EOFError) as error:
            reason = (getattr(error, "strerror", None) or type(error).__name__).lower()
            raise KeeperGone(socket=self._path, reason=reason) from None

    def _ask_on(self, connection: socket.socket, asked: Question) -> Answer:
        try:
            try:
                frames.send(connection, asked)
            except OSError:
                answer = frames.answer(connection, within_seconds=CONNECT_SECONDS)  # why it closed, if it said so
                if answer.refusal is None:
                    raise
                connection.close()
                return answer
            answer = frames.answer(connection, within_seconds=self._answer_seconds)
        except BaseException:
            connection.close()
            raise
        self._keep(connection)
        return answer

    def _connect(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(CONNECT_SECONDS)
            connection.connect(str(self._path))
            peers.require_safe(self._path, served_by=peers.user_of(connection))
        except BaseException:
            connection.close()
            raise
        return connection

    def _take(self) -> socket.socket | None:
        with self._lock:
            return self._kept.pop() if self._kept else None

    def _keep(self, connection: socket.socket) -> None:
        with self._lock:
            if len(self._kept) < _MOST_KEPT:
                self._kept.append(connection)
                return
        connection.close()


def _error(refusal: Refusal) -> DesveloError:
    """Return the error that the other side raised; one that is not known here is no answer of ours."""
    make = _ERRORS.get(refusal.code)
    try:
        return make(refusal.params) if make else Unaskable()
    except (KeyError, ValueError):
        return Unaskable()


_ERRORS: dict[str, Callable[[dict[str, str | int | bool]], DesveloError]] = {
    KeyMissing.code: lambda said: KeyMissing(name=str(said["name"])),
    RootUnavailable.code: lambda said: RootUnavailable(place=str(said["place"]), reason=str(said["reason"])),
    QuotaSpent.code: lambda said: QuotaSpent(
        again_at=datetime.fromisoformat(str(said["again_at"])), is_first=bool(said["is_first"])
    ),
    UseUnrecorded.code: lambda _: UseUnrecorded(),
    EpochRefused.code: lambda said: EpochRefused(number=int(said["number"])),
    NotLetIn.code: lambda said: NotLetIn(user=int(said["user"])),
}
