"""The course of a message in words: states, steps, what an error code asks for, how long something took.

A code that has no words here is shown as it is, so nothing new is ever invisible.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desvelo.kernel.whatsapp import error_table
from desvelo.kernel.whatsapp.error_table import Advice

_MILLISECOND, _SECOND, _MINUTE, _HOUR = 1_000, 1_000_000, 60_000_000, 3_600_000_000
_WENT_WRONG = frozenset({"again", "failed", "unsure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a state or a step is drawn: words, icon, and the tone of its badge."""

    text: str | Promise
    icon: str = "circle-dashed"
    tone: str = "neutral"


_STATES: Final[Mapping[str, Said]] = {
    "": Said(text=_("Received"), icon="message-circle"),
    "queued": Said(text=_("Waits to be sent"), icon="clock"),
    "sending": Said(text=_("Being sent"), icon="send"),
    "accepted": Said(text=_("Accepted by Meta"), icon="check"),
    "sent": Said(text=_("Sent"), icon="check", tone="ok"),
    "delivered": Said(text=_("Delivered"), icon="check-check", tone="ok"),
    "read": Said(text=_("Read"), icon="check-check", tone="ok"),
    "played": Said(text=_("Played"), icon="check-check", tone="ok"),
    "failed": Said(text=_("Failed"), icon="circle-x", tone="danger"),
    "unsure": Said(text=_("Unsure"), icon="circle-alert", tone="warn"),
    "replaced": Said(text=_("Sent again"), icon="rotate-ccw"),
}
_STEPS: Final[Mapping[str, Said]] = {
    **_STATES,
    "phone": Said(text=_("Left the customer's phone"), icon="smartphone"),
    "received": Said(text=_("Reached the door"), icon="log-in"),
    "verified": Said(text=_("Signature verified"), icon="signature"),
    "stored": Said(text=_("On disk, sealed"), icon="database"),
    "claimed": Said(text=_("Taken up by a worker"), icon="briefcase"),
    "found": Said(text=_("Searched for protected data"), icon="scan-search"),
    "masked": Said(text=_("Masked"), icon="eye-off"),
    "sealed": Said(text=_("Sealed with the customer's own key"), icon="lock-keyhole"),
    "told": Said(text=_("Told to the open screens"), icon="monitor"),
    "recorded": Said(text=_("Recorded in the audit log"), icon="scroll-text"),
    "opened": Said(text=_("Conversation opened by somebody"), icon="eye"),
    "written": Said(text=_("Written and sealed"), icon="pencil-line"),
    "again": Said(text=_("Put off, to be tried again"), icon="hourglass"),
    "unsure": Said(text=_("Nobody knows whether it left"), icon="circle-alert", tone="warn"),
}
_REASONS: Final[Mapping[str, Promise]] = {
    "failed": _("Our reader broke on it"),
    "no_sender": _("Names no sender"),
    "not_readable": _("No key opens it"),
    "other_field": _("Another kind of notice"),
    "payment_status": _("Payment notice"),
    "poison": _("Not well-formed"),
    "call_status": _("What became of a call of ours"),
    "no_history": _("The phone's history was not shared"),
    "nothing_known": _("Nothing in it that we know"),
    "other_object": _("Of another product of Meta"),
    "platform_error": _("Trouble that Meta reports"),
    "unknown_account": _("Not an account of ours"),
    "unknown_number": _("Not a number of ours"),
}
_KINDS: Final[Mapping[str, Promise]] = {
    "audio": _("audio"),
    "button": _("button"),
    "contacts": _("contact card"),
    "call": _("call"),
    "document": _("document"),
    "edit": _("edit"),
    "image": _("image"),
    "handover": _("change of hands"),
    "interactive": _("interactive answer"),
    "location": _("location"),
    "media_placeholder": _("place of a file"),
    "order": _("order"),
    "other": _("other kind"),
    "preference": _("preference"),
    "reaction": _("reaction"),
    "revoke": _("taken back"),
    "sticker": _("sticker"),
    "system": _("notice of WhatsApp"),
    "summary": _("summary by a machine"),
    "template": _("template"),
    "text": _("text"),
    "unsupported": _("not supported by WhatsApp"),
    "video": _("video"),
}
_WHY: Final[Mapping[str, Promise]] = {
    "interrupted": _("The process that was sending it ended in the middle."),
    "no_answer": _("The request left and no answer came."),
    "platform_trouble": _("Meta reported trouble of its own."),
    "refused": _("It was refused without a code."),
    "unreadable_answer": _("The answer could not be read."),
}
_ADVICE: Final[Mapping[Advice, Promise]] = {
    Advice.ALARM: _("Nothing more goes out until an administrator acts: look at the token and the account."),
    Advice.REFUSED: _("Meta will not take this message, however often it is sent."),
    Advice.RETRY: _("Meta asks to wait. It is tried again by itself."),
    Advice.UNSURE: _("It may have arrived. Ask the customer before it is sent again."),
}


def state(status: str) -> Said:
    """Say where a message stands."""
    return _STATES.get(status, Said(text=status))


def step(name: str) -> Said:
    """Say what one step is."""
    return _STEPS.get(name, Said(text=name))


def kind(code: str) -> str:
    """Name a kind of message."""
    return str(_KINDS.get(code, code))


def reason(code: str) -> str:
    """Say why an element was set aside."""
    return str(_REASONS.get(code, code))


def advice(name: str, code: str) -> str:
    """Say what a step that went wrong asks for; nothing when it did not go wrong."""
    if name not in _WENT_WRONG:
        return ""
    first = code.partition(" ")[0]
    if first.isdigit():
        return str(_ADVICE[error_table.advice(int(first))])
    return str(_WHY.get(code, ""))


def lasting(microseconds: int) -> str:
    """Say how long something took: 1.2 ms, 340 ms, 5.2 s, 12 s, 3 min, 5 h."""
    if microseconds < _SECOND:
        return f"{number_format(microseconds / _MILLISECOND, decimal_pos=_places(microseconds, _MILLISECOND))} ms"
    if microseconds < 2 * _MINUTE:
        return f"{number_format(microseconds / _SECOND, decimal_pos=_places(microseconds, _SECOND))} s"
    if microseconds < 2 * _HOUR:
        return f"{microseconds // _MINUTE} min"
    return f"{number_format(microseconds // _HOUR)} h"


def _places(microseconds: int, unit: int) -> int:
    """Return how many decimals say enough: one for a single digit, none for more."""
    return 1 if microseconds < 10 * unit else 0


def moment(at: datetime) -> str:
    """Say a moment to the second."""
    return date_format(timezone.localtime(at), "j M, H:i:s").lower()


def time_of_day(at: datetime) -> str:
    """Say a time of day to the second."""
    return date_format(timezone.localtime(at), "H:i:s")
