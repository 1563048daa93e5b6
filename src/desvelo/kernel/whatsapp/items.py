"""The values a webhook body is read into.

Four kinds of element: a message, a status, something we do not treat (``Unknown``) and something that cannot be read
(``Poison``).  Nothing that arrived is ever absent from all four.  Whatever a person typed, or that says who they are,
is kept out of every ``repr``: these values pass through places that log.
"""

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from desvelo.kernel.whatsapp.details import Detail

KNOWN_KINDS: Final = frozenset(
    {"audio", "button", "contacts", "document", "edit", "image", "interactive", "location"}
    | {"order", "reaction", "revoke", "sticker", "system", "text", "unsupported", "video", "voice"}
)
_CHANGES: Final = frozenset({"customer_changed_number", "user_changed_number", "user_changed_user_id"})
NOTHING_MORE: Final = Detail()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformError:
    """What Meta reports as gone wrong; logic goes by *code* alone."""

    code: int
    title: str = ""
    details: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Where a file waits at Meta and what it must hash to (base64 of SHA-256); *size* in bytes, when Meta tells it."""

    id: str
    mime_type: str
    sha256: str
    url: str | None = field(default=None, repr=False)
    voice: bool = False
    animated: bool = False
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityChange:
    """The customer changed number or user id: possibly another person from here on."""

    kind: str
    old_wa_id: str | None = field(default=None, repr=False)
    new_wa_id: str | None = field(default=None, repr=False)
    previous_user_id: str | None = field(default=None, repr=False)
    new_user_id: str | None = field(default=None, repr=False)

    @property
    def replaces(self) -> bool:
        """It gives the customer another number or user id; other notices only speak of the ones they have."""
        tells_new = self.new_wa_id is not None or self.new_user_id is not None
        return tells_new and (self.kind in _CHANGES or self.previous_user_id is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """Something a customer sent.  *user_id* identifies first, *wa_id* second; either may be hidden, never both.

    *texts* holds every string a person may have typed, as (where, what), the body included; the named fields beside it
    are conveniences over the same strings.
    """

    phone_number_id: str
    waba_id: str | None
    wamid: str
    wa_id: str | None = field(repr=False)
    user_id: str | None = field(repr=False)
    parent_user_id: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    username: str | None = field(default=None, repr=False)
    identity_key_hash: str | None = field(default=None, repr=False)
    sent_at: int
    kind: str
    text: str | None = field(default=None, repr=False)
    caption: str | None = field(default=None, repr=False)
    filename: str | None = field(default=None, repr=False)
    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    media: Media | None = None
    detail: Detail = NOTHING_MORE
    reply_to: str | None = None
    target_wamid: str | None = None
    group_id: str | None = None
    forwarded: bool = False
    identity_change: IdentityChange | None = None
    errors: tuple[PlatformError, ...] = ()
    altered: bool = False
    pointer: str = ""

    @property
    def known(self) -> bool:
        """We know this kind of message; an unknown one is kept and shown as such."""
        return self.kind in KNOWN_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusUpdate:
    """What became of a message we sent; *opaque* is the mark we put on it."""

    phone_number_id: str
    waba_id: str | None
    wamid: str
    status: str
    at: int
    wa_id: str | None = field(default=None, repr=False)
    user_id: str | None = field(default=None, repr=False)
    opaque: str | None = None
    errors: tuple[PlatformError, ...] = ()
    altered: bool = False
    pointer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Well-formed, but not something we treat; *pointer* says where it stands in the raw body (RFC 6901)."""

    field: str
    reason: str
    pointer: str
    phone_number_id: str | None = None
    waba_id: str | None = None
    error_codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Poison:
    """Cannot be read; its neighbours were."""

    reason: str
    pointer: str
    phone_number_id: str | None = None


Item: TypeAlias = InboundMessage | StatusUpdate | Unknown | Poison


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Every element of one webhook body, in the order of the body."""

    items: tuple[Item, ...]

    @property
    def messages(self) -> tuple[InboundMessage, ...]:
        """The messages alone."""
        return tuple(item for item in self.items if isinstance(item, InboundMessage))

    @property
    def statuses(self) -> tuple[StatusUpdate, ...]:
        """The statuses alone."""
        return tuple(item for item in self.items if isinstance(item, StatusUpdate))
