"""The keeper over a socket, the side that has the keys: one thread for each connection of a user it was told of.

A connection of anybody else hears that and is closed.  Whatever is no question of ours ends its connection.

Source: security-design D4.6.
"""

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from desvelo.base.keeper import frames, peers
from desvelo.base.keeper.errors import AlreadyServed, CannotListen, NotLetIn, Unaskable
from desvelo.base.keeper.frames import Answer, Refusal
from desvelo.base.keeper.keeper import Asker, Keeper
from desvelo.kernel.errors import DesveloError

IDLE_SECONDS = 600.0
QUESTION_SECONDS = 5.0
_MOST_CONNECTIONS = 128
_log = logging.getLogger("desvelo.keeper")


class Server:
    """Serves *keeper* at a socket to the users whose numbers are *let_in*, until it is closed."""

    def __init__(self, keeper: Keeper, path: Path, *, let_in: Collection[int]) -> None:
        self._keeper, self._path, self._let_in = keeper, path, frozenset(let_in)
        self._places = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        self._listening = _listen(path, mode=0o600 if self._let_in <= {os.geteuid()} else 0o666)

    def serve(self) -> None:
        """Answer until closed."""
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return  # closed
            if not self._places.acquire(blocking=False):
                _log.error("keeper.too_many_connections")
                connection.close()
                continue
            threading.Thread(target=self._attend, args=[connection], name="peer", daemon=True).start()

    def close(self) -> None:
        """Serve nobody new."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _attend(self, connection: socket.socket) -> None:
        try:
            with connection:
                user = peers.user_of(connection)
                if user not in self._let_in:
                    _log.warning("keeper.not_let_in", extra={"count": user})
                    connection.settimeout(QUESTION_SECONDS)
                    frames.send(connection, _refused(NotLetIn(user=user)))
                    return
                self._converse(connection)
        except (OSError, Unaskable) as error:
            _log.info("keeper.connection_ended", extra={"code": getattr(error, "code", type(error).__name__)})
        finally:
            self._places.release()

    def _converse(self, connection: socket.socket) -> None:
        while True:
            asked = frames.question(connection, idle_seconds=IDLE_SECONDS, within_seconds=QUESTION_SECONDS)
            if asked is None:
                return
            frames.send(connection, self._answer(asked))

    def _answer(self, asked: frames.AnyQuestion) -> Answer:
        try:
            given = _ASKED[type(asked)](self._keeper, asked)
        except DesveloError as refused:
            return _refused(refused)
        except Exception:  # noqa: BLE001  one question's failure must not end the others
            _log.exception("keeper.failed")
            return _refused(Unaskable())
        return Answer(given=frames.raw(given))


_ASKED: dict[type, Callable[[Keeper, Any], object]] = {
    frames.Exists: lambda keeper, _: keeper.exists(),
    frames.Create: lambda keeper, _: keeper.create(),
    frames.Fingerprint: lambda keeper, _: keeper.fingerprint(),
    frames.CopyCode: lambda keeper, _: keeper.copy_code(),
    frames.RootPlace: lambda keeper, _: keeper.root_place(),
    frames.Service: lambda keeper, asked: keeper.service(asked.name),
    frames.Services: lambda keeper, _: sorted(keeper.services()),
    frames.Epochs: lambda keeper, _: keeper.epochs(),
    frames.RequireEpoch: lambda keeper, asked: keeper.require_epoch(asked.number),
    frames.AddEpoch: lambda keeper, asked: keeper.add_epoch(asked.number),
    frames.EpochDigest: lambda keeper, asked: keeper.epoch_digest(asked.number),
    frames.DestroyEpoch: lambda keeper, asked: keeper.destroy_epoch(asked.number),
    frames.Wrap: lambda keeper, asked: keeper.wrap(asked.contact, asked.version, asked.epoch, asked.key),
    frames.Unwrap: lambda keeper, asked: frames.opened(
        keeper.unwrap(asked.asked, by=Asker(why=asked.why, actor=asked.actor))
    ),
    frames.Rewrap: lambda keeper, asked: frames.opened(keeper.rewrap(asked.asked, to=asked.to)),
    frames.Uses: lambda keeper, asked: keeper.uses(asked.on, begin=asked.begin),
}


def _refused(why: DesveloError) -> Answer:
    params = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in why.params.items()
        if isinstance(value, (str, int, bool, datetime))
    }
    return Answer(refusal=Refusal(code=why.code, params=params))


def _listen(path: Path, *, mode: int) -> socket.socket:
    """Listen at *path*; a socket that a dead predecessor left is removed.  Raises AlreadyServed, CannotListen."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            is_served = probe.connect_ex(str(path)) == 0
        except OSError as error:  # such as a path that is too long
            raise CannotListen(socket=path, reason=str(error)) from None
    if is_served:
        raise AlreadyServed(socket=path)
    listening = socket.socket(socket.AF_UNIX)
    try:
        path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            listening.bind(str(path))
        finally:
            os.umask(before)
        path.chmod(mode)
        listening.listen(_MOST_CONNECTIONS)
    except OSError as error:
        listening.close()
        raise CannotListen(socket=path, reason=(error.strerror or str(error)).lower()) from None
    return listening
