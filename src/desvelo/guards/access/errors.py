"""How a person can be refused."""

from http import HTTPStatus
from typing import ClassVar
from uuid import UUID

from desvelo.kernel.errors import DesveloError


class NotFound(DesveloError):
    """It does not exist, or not for this person: the two look the same (architecture section 9)."""

    code = "access.not_found"
    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class Forbidden(DesveloError):
    """The person's role does not carry the permission, whatever the object."""

    code = "access.forbidden"
    status: ClassVar[int] = HTTPStatus.FORBIDDEN

    def __init__(self, *, permission: str) -> None:
        super().__init__(permission=permission)


class ProofTooOld(DesveloError):
    """This needs a factor shown in the last minutes; the person is known, so they are asked, not turned away."""

    code = "access.proof_too_old"
    status: ClassVar[int] = HTTPStatus.FORBIDDEN


class CurrentRefused(DesveloError):
    """The present password was typed wrongly."""

    code = "access.current_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY


class LastFactor(DesveloError):
    """Without this one the person could never enter again."""

    code = "access.last_factor"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NameRefused(DesveloError):
    """A name is needed, of at most *longest* characters that can be seen."""

    code = "access.name_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, longest: int) -> None:
        super().__init__(longest=longest)


class PasskeyRefused(DesveloError):
    """A passkey did not prove what it had to; *reason* and *owner* are for the ledger, never for whoever tried."""

    code = "access.passkey_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str, owner: UUID | None = None) -> None:
        super().__init__(reason=reason)
        self.reason = reason
        self.owner = owner


class SignInRefused(DesveloError):
    """The sign-in did not succeed; which part failed is never said."""

    code = "access.sign_in_refused"
    status: ClassVar[int] = HTTPStatus.UNAUTHORIZED


class AccountRefused(SignInRefused):
    """Who signs in is who they say, and holds what nobody gave them: said to nobody else."""

    code = "access.account_refused"


class TooManyTries(DesveloError):
    """Too many failures in a short time; *retry_at* says from when another try is read."""

    code = "access.too_many_tries"
    status: ClassVar[int] = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, *, wait_seconds: int) -> None:
        super().__init__(wait_seconds=wait_seconds)


class SetupRefused(DesveloError):
    """The first account was not made: *reason* is ``code``, ``email`` or ``names``."""

    code = "access.setup_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class InvitationRefused(DesveloError):
    """Nobody was invited or let in: *reason* is ``code``, ``email``, ``known``, ``name``, ``role`` or ``team``."""

    code = "access.invitation_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class OfficerRefused(DesveloError):
    """Nobody was appointed: *reason* is ``name`` or ``email``."""

    code = "access.officer_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class LastKeeper(DesveloError):
    """Nobody would be left who keeps the system, or who answers for the data."""

    code = "access.last_keeper"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class NotAllDecided(DesveloError):
    """A review is finished once something was decided about everybody."""

    code = "access.not_all_decided"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class OwnRequest(DesveloError):
    """Whoever asked cannot be the one who agrees, in this session or in another."""

    code = "access.own_request"
    status: ClassVar[int] = HTTPStatus.FORBIDDEN


class AlreadyDecided(DesveloError):
    """It was agreed to, refused, taken back or over meanwhile, or is not as it was asked for."""

    code = "access.already_decided"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class AlreadyAsked(DesveloError):
    """The same person asked for the same already, and it waits."""

    code = "access.already_asked"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class ProviderRefused(DesveloError):
    """Nobody was let in, tied or confirmed by an identity provider: *reason* is for the ledger and a sentence."""

    code = "access.provider_refused"
    status: ClassVar[int] = HTTPStatus.UNAUTHORIZED

    def __init__(self, *, reason: str, owner: UUID | None = None) -> None:
        super().__init__(reason=reason)
        self.reason = reason
        self.owner = owner


class ProviderUnusable(DesveloError):
    """An identity provider was not connected or changed: *field* is what to look at, *reason* why."""

    code = "access.provider_unusable"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, field: str, reason: str) -> None:
        super().__init__(field=field, reason=reason)
        self.field = field
        self.reason = reason


class NameTaken(DesveloError):
    """Another has this name already."""

    code = "access.name_taken"
    status: ClassVar[int] = HTTPStatus.CONFLICT


class RoleRefused(DesveloError):
    """A role cannot be made like that: *reason* says by a code what of it."""

    code = "access.role_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class ReasonNeeded(DesveloError):
    """Nobody is let in without saying why."""

    code = "access.reason_needed"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY
