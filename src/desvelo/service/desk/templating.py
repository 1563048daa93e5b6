"""Templates as people see them: the page where they are kept, and the picker where one is filled in and sent.

Source: ux.md 6.5 and 7.7.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desvelo.base import company
from desvelo.base.ui import wording as phrases
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Permission, Role
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import essential_templates, outbound_templates
from desvelo.kernel.whatsapp.error_table import Told
from desvelo.kernel.whatsapp.outbound_templates import Place, Template
from desvelo.service.channel import actions as channel
from desvelo.service.channel import queries as channel_queries
from desvelo.service.channel.queries import StoredTemplate
from desvelo.service.desk import actions, failures
from desvelo.service.desk.models import Conversation

_STATES: Final[dict[str, tuple[str | Promise, str]]] = {
    "APPROVED": (gettext_lazy("Approved"), "ok"),
    "PENDING": (gettext_lazy("Being reviewed by Meta"), "neutral"),
    "IN_APPEAL": (gettext_lazy("Being reviewed again"), "neutral"),
    "REJECTED": (gettext_lazy("Refused by Meta"), "danger"),
    "PAUSED": (gettext_lazy("Paused by Meta"), "warn"),
    "DISABLED": (gettext_lazy("Switched off by Meta"), "danger"),
    "ARCHIVED": (gettext_lazy("Archived"), "neutral"),
    "LIMIT_EXCEEDED": (gettext_lazy("Over a limit"), "warn"),
    "LOCKED": (gettext_lazy("Locked by Meta"), "danger"),
    "PENDING_DELETION": (gettext_lazy("Being deleted"), "neutral"),
}
_CATEGORIES: Final[dict[str, str | Promise]] = {
    "AUTHENTICATION": gettext_lazy("Code"),
    "MARKETING": gettext_lazy("Promotion"),
    "UTILITY": gettext_lazy("Service"),
}
_REASONS: Final[dict[str, str | Promise]] = {
    "ABUSIVE_CONTENT": gettext_lazy("Meta found the text abusive. Write it in another way."),
    "INCORRECT_CATEGORY": gettext_lazy("The category does not fit the text. Submit it in the other one."),
    "INVALID_FORMAT": gettext_lazy(
        "The places to fill in are not as Meta wants them: put words between and around them."
    ),
    "PROMOTIONAL": gettext_lazy("Meta takes this for a promotion. Submit it as one, or take the offer out."),
    "SCAM": gettext_lazy("Meta takes this for a fraud. Say who you are and what it is about."),
    "TAG_CONTENT_MISMATCH": gettext_lazy("The language does not fit the text. Submit it in its own language."),
}
_QUALITY: Final[dict[str, tuple[str | Promise, str]]] = {
    "GREEN": (gettext_lazy("Good quality"), "ok"),
    "RED": (gettext_lazy("Customers complain"), "danger"),
    "YELLOW": (gettext_lazy("Some customers complain"), "warn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One template on the page."""

    name: str
    language: str
    category: str
    state: str
    tone: str
    reason: str
    quality: str
    quality_tone: str
    preview: str
    told_label: str
    is_essential: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All templates, which essential ones are missing, and what has to be mended at Meta."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    alarms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One place to fill in, with what is written there so far."""

    key: str
    label: str
    value: str = field(repr=False)
    longest: int = outbound_templates.MAX_VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One template in the picker."""

    id: str
    name: str
    category: str
    preview: str = field(repr=False)
    blanks: tuple[Blank, ...]
    refused: str = ""


def page(actor: Actor, *, now: datetime) -> Page:
    """Return every template with what Meta says of it.  Raises Forbidden."""
    gate.require(actor, Permission.TEMPLATE_MANAGE, now=now)
    kept = channel_queries.templates()
    there = {each.content.name for each in kept}
    return Page(
        lines=tuple(_line(each, now=now) for each in kept),
        missing=tuple(each.name for each in essential_templates.TEMPLATES if each.name not in there),
        alarms=tuple(alarms(actor, now=now)),
    )


def alarms(actor: Actor, *, now: datetime) -> list[str]:
    """Return what *actor* has to mend at Meta, a sentence each; nothing for those it does not concern."""
    if not actor.has(Permission.TEMPLATE_MANAGE):
        return []
    told = Told.IT if actor.role is Role.IT else Told.SUPERVISOR
    return [
        _("%(number)s: %(what)s") % {"number": each.number, "what": failures.CAUSES[each.cause]}
        for each in channel_queries.alarms_for(told, now=now)
    ]


def ask(*, actor: Actor, with_essentials: bool, now: datetime) -> int:
    """Let Meta be asked for the templates, and be sent the essential ones that are missing.  Raises Forbidden."""
    gate.require(actor, Permission.TEMPLATE_MANAGE, now=now)
    entry = Entry(tag="template:ask", at=now, actor=actor.id, session=actor.session)
    return channel.ask_for_templates(entry=entry, with_essentials=with_essentials, now=now)


def choices(actor: Actor, conversation: str, *, now: datetime) -> tuple[Choice, ...]:
    """Return the templates that may be sent in a conversation, the customer's name filled in.  Raises NotFound."""
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    known = _known(found)
    wish = channel_queries.wish_of(found.contact_id)
    stopped = wish is not None and not wish.wants_marketing
    kept = _for_people(found.number_id)
    return tuple(_choice(each, known, refused=stopped and each.category == "MARKETING") for each in kept)


def chosen(actor: Actor, conversation: str, public_id: str, *, now: datetime) -> Template:
    """Return a template that may be sent in a conversation, under the category Meta has it in now.

    Raises NotFound for any other.
    """
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    template = next((each for each in _for_people(found.number_id) if each.public_id == public_id), None)
    if template is None:
        raise NotFound
    return msgspec.structs.replace(template.content, category=template.category)


def _for_people(number: UUID) -> list[StoredTemplate]:
    """Return the templates of a number that a person may send, and not only a duty of the desk."""
    kept = channel_queries.templates(number=number, sendable=True)
    return [each for each in kept if each.content.name not in essential_templates.SENT_BY_THE_DESK]


def _line(each: StoredTemplate, *, now: datetime) -> Line:
    state, tone = _STATES.get(each.status, (each.status, "neutral"))
    quality, quality_tone = _QUALITY.get(each.quality, ("", "neutral"))
    return Line(
        name=each.content.name,
        language=each.content.language,
        category=category(each.category),
        state=str(state),
        tone=tone,
        reason=_reason(each),
        quality=str(quality),
        quality_tone=quality_tone,
        preview=outbound_templates.preview(each.content, {}),
        told_label=phrases.moment(each.told_at, now=now),
        is_essential=each.content.name in essential_templates.NAMES,
    )


def category(code: str) -> str:
    """Name a category for people."""
    return str(_CATEGORIES.get(code, code))


def _reason(each: StoredTemplate) -> str:
    if each.next_category:
        return _("Meta will move it to “%(category)s”.") % {"category": category(each.next_category)}
    if each.reason.startswith("META_"):
        return failures.of_code(int(each.reason.removeprefix("META_"))) if each.reason[5:].isdecimal() else ""
    return str(_REASONS.get(each.reason, each.reason))


def _known(found: Conversation) -> dict[str, str]:
    """Return what of a template fills itself in: the customer's first name, the company's name."""
    name = vault.profiles(vault.open_boxes([found.contact_id], why=Why.WRITE, actor=None))[found.contact_id].name
    return {"nome": name.split(" ")[0], "empresa": company.name()}


def _choice(each: StoredTemplate, known: dict[str, str], *, refused: bool) -> Choice:
    places = outbound_templates.places(each.content)
    values = {place.key: known.get(place.name, "") for place in places}
    return Choice(
        id=each.public_id,
        name=each.content.name,
        category=category(each.category),
        preview=outbound_templates.preview(each.content, values),
        blanks=tuple(_blank(place, values[place.key]) for place in places),
        refused=refused_promotion(known["nome"]) if refused else "",
    )


def refused_promotion(name: str = "") -> str:
    """Say that a template is a promotion, and that this customer wants none."""
    who = name or _("This customer")
    return _("%(name)s does not want promotions. This template is one.") % {"name": who}


def _blank(place: Place, value: str) -> Blank:
    label = _("Place %(name)s") % {"name": place.name} if place.name.isdecimal() else place.name
    return Blank(key=place.key, label=label, value=value)
