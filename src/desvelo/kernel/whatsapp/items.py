"""The values a webhook body is read into.

Six kinds of element: a message, a status, a notice about an account, a contact of the phone's address book, something
we do not treat (``Unknown``) and something that cannot be read (``Poison``).  Nothing that arrived is ever absent from
all six.  Whatever a person typed, or that says who they are,
is kept out of every ``repr``: these values pass through places that log.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.notices import Value

KNOWN_KINDS: Final = frozenset(
    {"audio", "button", "contacts", "document", "edit", "image", "interactive", "location"}
    | {"order", "reaction", "revoke", "sticker", "system", "text", "unsupported", "video", "voice"}
)
LINES: Final = frozenset({"call", "handover", "media_placeholder", "preference", "summary", "template"})
"""Kinds that no ``messages`` webhook has: what other fields say of one customer."""
_CHANGES: Final = frozenset({"customer_changed_number", "user_changed_number", "user_changed_user_id"})
NOTHING_MORE: Final = Detail()


class Origin(StrEnum):
    """Where a message comes from, if not from a customer to us as usual."""

    USUAL = ""
    HISTORY = "history"
    PHONE = "phone"
    STANDBY = "standby"


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

    One that is *from_us* left our number elsewhere: *user_id* and *wa_id* say to whom, *status* what became of it.

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
    from_us: bool = False
    origin: Origin = Origin.USUAL
    status: str = ""
    altered: bool = False
    pointer: str = ""

    @property
    def known(self) -> bool:
        """We know this kind of message; an unknown one is kept and shown as such."""
        return self.kind in KNOWN_KINDS | LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """How Meta charges a message: codes and no amount.  *origin* is the kind of conversation, where Meta tells one."""

    category: str
    kind: str = ""
    model: str = ""
    origin: str = ""
    billable: bool | None = None


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
    price: Price | None = None
    errors: tuple[PlatformError, ...] = ()
    altered: bool = False
    pointer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something Meta tells of an account, a number or a template; *content* is what came, without any customer.

    *name* is the field of the webhook.
    """

    name: str
    value: Value
    content: dict[str, object] = field(repr=False)
    phone_number_id: str | None
    waba_id: str | None
    at: int | None
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Somebody in the address book of the phone that shares our number."""

    phone_number_id: str
    wa_id: str | None = field(repr=False)
    user_id: str | None = field(repr=False)
    name: str | None = field(repr=False)
    removed: bool
    pointer: str


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


Item: TypeAlias = InboundMessage | StatusUpdate | Notice | ContactCard | Unknown | Poison


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
