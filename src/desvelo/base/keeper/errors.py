"""How a keeper can refuse, or be missed."""

from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

from desvelo.base.processes.errors import StartRefused
from desvelo.kernel.errors import DesveloError


class KeeperUnusable(DesveloError):
    """The keeper cannot be asked, or not trusted, now: that is nobody's fault who waits for a key, and may pass."""

    code = "keeper.unusable"
    status: ClassVar[int] = HTTPStatus.SERVICE_UNAVAILABLE


class KeeperGone(KeeperUnusable):
    """The key process does not answer at its *socket*; nothing sealed opens until it does."""

    code = "keeper.gone"

    def __init__(self, *, socket: Path, reason: str) -> None:
        super().__init__(socket=socket, reason=reason)

    def __str__(self) -> str:
        return (
            f"The key process does not answer at {self.params['socket']} ({self.params['reason']}). Nothing sealed "
            "opens until it does. Start it with `desvelo up --role keys`, and look into its log."
        )


class NotLetIn(KeeperUnusable):
    """The key process does not know this user."""

    code = "keeper.not_let_in"

    def __init__(self, *, user: int) -> None:
        super().__init__(user=user)

    def __str__(self) -> str:
        return (
            f"The key process gives nothing to the user with the number {self.params['user']}. "
            "Name that user in its DESVELO_KEY_PEERS."
        )


class SocketUnsafe(KeeperUnusable):
    """Others than the key process could put a socket of their own there, and be given keys."""

    code = "keeper.socket_unsafe"

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)

    def __str__(self) -> str:
        return (
            f"The folder {self.params['folder']} of DESVELO_KEY_SOCKET can be written by others than the key process. "
            "Let it belong to root or to the user of the key process, with the mode 0755 or less."
        )


class QuotaSpent(DesveloError):
    """A person had keys of more contacts opened within an hour than anybody's work needs."""

    code = "keeper.quota_spent"
    status: ClassVar[int] = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, *, again_at: datetime, is_first: bool) -> None:
        super().__init__(again_at=again_at, is_first=is_first)
        self.again_at, self.is_first = again_at, is_first


class UseUnrecorded(KeeperUnusable):
    """Keys were not opened, because that they were asked for could not be put on record."""

    code = "keeper.use_unrecorded"


class EpochRefused(DesveloError):
    """An epoch that is not the next one is not made, and the newest one not destroyed."""

    code = "keeper.epoch_refused"
    status: ClassVar[int] = HTTPStatus.CONFLICT

    def __init__(self, *, number: int) -> None:
        super().__init__(number=number)


class Unaskable(KeeperUnusable):
    """The other side said something that is no question or answer of ours; the connection is closed."""

    code = "keeper.unaskable"


class AlreadyServed(StartRefused):
    """A key process serves there already."""

    code = "keeper.already_served"
    sentence = "A key process already answers at {socket}. Stop it, or set DESVELO_KEY_SOCKET to another path."

    def __init__(self, *, socket: Path) -> None:
        super().__init__(socket=socket)


class CannotListen(StartRefused):
    """The socket cannot be made."""

    code = "keeper.cannot_listen"
    sentence = "The key process cannot listen at {socket}: {reason}. Set DESVELO_KEY_SOCKET to a path it may write."

    def __init__(self, *, socket: Path, reason: str) -> None:
        super().__init__(socket=socket, reason=reason)


class UserUnknown(StartRefused):
    """A name in ``DESVELO_KEY_PEERS`` is no user of this machine."""

    code = "keeper.user_unknown"
    sentence = "DESVELO_KEY_PEERS names {user}, who is no user of this machine. Check the name, or give the number."

    def __init__(self, *, user: str) -> None:
        super().__init__(user=user)
