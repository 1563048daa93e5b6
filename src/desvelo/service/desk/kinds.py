"""How each kind of message is named and drawn: an icon, what it is, and the few facts that are known of it.

The words never say what is in a file, a card or a place: that stands masked beside them.  A kind that is not here is
shown as what it is, a message this version does not know, under WhatsApp's own name for it.

Source: ux.md section 6.2; whatsapp-cloud-api section 7.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.items import Media

PLAIN: Final = frozenset({"text", "button", "template"})
_OF_WORDS: Final = frozenset({"button_reply", "buttons", "list", "list_reply"})
VOICE: Final = "voice"
NOTE: Final = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a kind is called, its picture, and whether what came with it is kept from sight."""

    name: str | Promise
    icon: str
    protected: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    "audio": Kind(name=gettext_lazy("Protected audio"), icon="audio-lines", protected=True),
    "contacts": Kind(name=gettext_lazy("Contact card"), icon="contact", protected=True),
    "handover": Kind(name=gettext_lazy("This conversation changed hands at WhatsApp"), icon="arrow-right-left"),
    "document": Kind(name=gettext_lazy("Protected document"), icon="file-lock", protected=True),
    "image": Kind(name=gettext_lazy("Protected image"), icon="image", protected=True),
    NOTE: Kind(name=gettext_lazy("Note"), icon="scroll-text"),
    "location": Kind(name=gettext_lazy("Location"), icon="map-pin", protected=True),
    "media_placeholder": Kind(name=gettext_lazy("A file from before Desvelo was connected"), icon="file"),
    "order": Kind(name=gettext_lazy("Order from the catalogue"), icon="shopping-bag"),
    "sticker": Kind(name=gettext_lazy("Protected sticker"), icon="sticker", protected=True),
    "summary": Kind(
        name=gettext_lazy("Summary written by a machine: check it before you trust it"), icon="scroll-text"
    ),
    "template": Kind(name=gettext_lazy("Template"), icon="file-text"),
    "unsupported": Kind(name=gettext_lazy("Message of a kind WhatsApp does not pass on"), icon="message-square"),
    "video": Kind(name=gettext_lazy("Protected video"), icon="video", protected=True),
    VOICE: Kind(name=gettext_lazy("Protected voice message"), icon="mic", protected=True),
}
FORM: Final = Kind(name=gettext_lazy("Answered form"), icon="file-text")
CALLS_ALLOWED: Final = Kind(name=gettext_lazy("Allows calls from you"), icon="phone")
CALLS_REFUSED: Final = Kind(name=gettext_lazy("Does not want calls from you"), icon="phone")
ADVERTISEMENT: Final = Kind(name=gettext_lazy("Came by an advertisement"), icon="megaphone")
UNKNOWN: Final = Kind(name=gettext_lazy("Message of a kind this version does not show"), icon="message-square")

_NEW_NUMBER: Final = gettext_lazy("This customer changed number. Confirm who it is before handling any data.")
_NEW_PHONE: Final = gettext_lazy(
    "This customer changed phone or installed WhatsApp again. Confirm who it is before handling any data."
)
NOTICES: Final[Mapping[str, str | Promise]] = {
    "customer_changed_number": _NEW_NUMBER,
    "customer_identity_changed": _NEW_PHONE,
    "user_changed_number": _NEW_NUMBER,
    "user_changed_user_id": _NEW_NUMBER,
}
_ORIGINS: Final[Mapping[str, tuple[str, str | Promise]]] = {
    "history": ("clock", gettext_lazy("From before Desvelo was connected")),
    "phone": ("smartphone", gettext_lazy("Written on the phone")),
    "standby": ("hand", gettext_lazy("While another app answers this customer")),
}
_UNSUPPORTED: Final[Mapping[str, str | Promise]] = {
    "edit": gettext_lazy("an edited message"),
    "gif": gettext_lazy("a GIF"),
    "group_invite": gettext_lazy("an invitation to a group"),
    "pin": gettext_lazy("a pinned message"),
    "poll_creation": gettext_lazy("a poll"),
    "poll_update": gettext_lazy("a vote in a poll"),
    "product": gettext_lazy("a product"),
}
_FORMATS: Final[Mapping[str, str]] = {
    "application/msword": "Word",
    "application/pdf": "PDF",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "audio/aac": "AAC",
    "audio/amr": "AMR",
    "audio/mp4": "M4A",
    "audio/mpeg": "MP3",
    "audio/ogg": "OGG",
    "image/gif": "GIF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "text/plain": "TXT",
    "video/3gpp": "3GP",
    "video/mp4": "MP4",
}


def kind_of(kind: str, detail: Detail, file: Media | None) -> Kind | None:
    """Return how a message is drawn, or None for one that is its words alone."""
    if kind in PLAIN:
        return ADVERTISEMENT if detail.source else None
    if kind == "interactive":
        return _interactive(detail)
    if kind == "edit":
        return KINDS.get(detail.subtype)
    return KINDS[VOICE] if file is not None and file.voice else KINDS.get(kind, UNKNOWN)


def facts(kind: str, detail: Detail, file: Media | None) -> Iterator[str]:
    """Yield what is known beside the words: format and size, how many, how much, what WhatsApp does not pass on."""
    if file is not None:
        yield from (fact for fact in (_FORMATS.get(file.mime_type, ""), _size(file)) if fact)
    if kind == "contacts" and detail.count > 1:
        yield ngettext("%(count)s person", "%(count)s people", detail.count) % {"count": detail.count}
    if kind == "order" and detail.count:
        yield ngettext("%(count)s item", "%(count)s items", detail.count) % {"count": detail.count}
    if detail.total:
        yield f"{number_format(Decimal(detail.total), decimal_pos=2)} {detail.currency}"
    if kind == "unsupported" and detail.subtype in _UNSUPPORTED:
        yield str(_UNSUPPORTED[detail.subtype])
    if kind != "unknown" and kind_of(kind, detail, file) is UNKNOWN:
        yield detail.subtype or kind


def marks(kind: str, detail: Detail) -> Iterator[tuple[str, str]]:
    """Yield (icon, words) of what stands over a message: how it was written, and where."""
    if detail.origin in _ORIGINS:
        icon, words = _ORIGINS[detail.origin]
        yield icon, str(words)
    if detail.group:
        yield "users-round", _("Sent in a group")
    if detail.forwarded:
        yield "forward", _("Forwarded many times") if detail.forwarded == "many" else _("Forwarded")
    if detail.source and kind not in PLAIN:
        yield "megaphone", str(ADVERTISEMENT.name)
    if detail.product:
        yield "shopping-bag", _("About a product of the catalogue")
    yield from _choices(kind, detail)
    if kind == "template":
        yield "file-text", _("Template")
    if kind == "edit":
        yield "pencil-line", _("Edited a message")
    if kind == NOTE:
        yield "scroll-text", _("Note among us: the customer does not see it")


def _choices(kind: str, detail: Detail) -> Iterator[tuple[str, str]]:
    """Yield what is said of a message that offers choices, or makes one."""
    if kind == "button" or detail.subtype == "button_reply":
        yield "list", _("Answered with a button")
    if detail.subtype == "list_reply":
        yield "list", _("Chose from a list")
    if detail.subtype in {"buttons", "list"} and kind == "interactive":
        yield "list", _("With choices to touch")


def call(detail: Detail) -> str:
    """Say what happened on the telephone."""
    if detail.subtype == "connect":
        return _("You called the customer") if detail.choice == "ours" else _("The customer called you")
    if detail.subtype != "terminate":
        return _("Call")
    if detail.count:
        minutes = -(-detail.count // 60)
        said = ngettext("The call ended after %(count)s minute", "The call ended after %(count)s minutes", minutes)
        return said % {"count": minutes}
    return _("The call ended without an answer")


def preference(detail: Detail) -> str:
    """Say what a customer wishes to receive."""
    if detail.subtype != "marketing_messages":
        return _("Changed what they wish to receive from you")
    if detail.choice == "stop":
        return _("Does not want marketing messages from you any more")
    return _("Wants marketing messages from you again")


def gone(state: str, failure: str) -> str:
    """Say that a file cannot be had any more, and why; nothing while there is hope."""
    if state != "lost":
        return ""
    if failure == "131052":
        return _("WhatsApp could not hand this file over. Ask the customer to send it again.")
    return _("This file is no longer at WhatsApp. Ask the customer to send it again.")


def _interactive(detail: Detail) -> Kind | None:
    if detail.subtype == "nfm_reply":
        return FORM
    if detail.subtype == "call_permission_reply":
        return CALLS_ALLOWED if detail.choice == "accept" else CALLS_REFUSED
    return None if detail.subtype in _OF_WORDS else UNKNOWN


def _size(file: Media) -> str:
    return filesizeformat(file.size) if file.size is not None else ""
