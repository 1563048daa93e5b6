"""A message that is more than words, written in a form: reply buttons, a list, a place, a contact.

What was typed is judged here field by field, so that whoever wrote it reads which one is wrong and why, and nothing
they wrote goes away.  The kernel judges the whole again, and the guard reads every text.

Source: whatsapp-cloud-api section 14.2; ux.md 7.3 and section 4 (keeps what was typed).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desvelo.base.ui.templatetags.ui import one_of_each
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp.outbound_kinds import Freeform
from desvelo.service.desk import actions, answering, composing_fields, composing_rules, outgoing
from desvelo.service.desk.composing_fields import Field, Group, Shape, Typed
from desvelo.service.desk.errors import FieldsWrong, SensitiveText

_PHONE: Final = "PHONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What can be written in a form: its name, its picture, its fields, what becomes of them."""

    key: str
    name: str | Promise
    icon: str
    groups: Callable[[Shape], tuple[Group, ...]]
    content: Callable[[Typed, Shape], Freeform]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it is drawn; *to* is the customer, *shape* says how many fields it has grown to."""

    kind: Kind
    conversation: str
    to: str
    groups: tuple[Group, ...]
    shape: str
    error: str = ""
    may_hide: bool = False


KINDS: Final = {
    each.key: each
    for each in (
        Kind(
            key="botoes", name=gettext_lazy("Buttons"), icon="layers",
            groups=composing_fields.buttons, content=composing_fields.to_buttons,
        ),
        Kind(
            key="lista", name=gettext_lazy("List"), icon="list",
            groups=composing_fields.choices, content=composing_fields.to_choices,
        ),
        Kind(
            key="lugar", name=gettext_lazy("Place"), icon="map-pin",
            groups=composing_fields.place, content=composing_fields.to_place,
        ),
        Kind(
            key="contato", name=gettext_lazy("Contact"), icon="contact",
            groups=composing_fields.card, content=composing_fields.to_card,
        ),
    )
}  # fmt: skip


def form(actor: Actor, conversation: str, kind: str, typed: Mapping[str, str], *, now: datetime) -> Form:
    """Return a form with what was typed in it so far, grown by what was asked for.  Raises NotFound."""
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    chosen, grow = KINDS[kind], typed.get("add", "")
    shape = composing_fields.shape_of(kind, typed.get("shape", ""), grow=grow)
    name = vault.profiles(vault.open_boxes([found.contact_id], why=Why.WRITE, actor=actor.id))[found.contact_id].name
    shown = Form(
        kind=chosen,
        conversation=str(found.public_id),
        to=name,
        groups=_filled(chosen.groups(shape), composing_fields.tidied(typed)),
        shape=composing_fields.written(shape),
    )
    return _focused(shown, composing_fields.grown(shape, grow))


def send(*, actor: Actor, conversation: str, kind: str, typed: Mapping[str, str], now: datetime) -> UUID:
    """Send what a form holds; under ``mode=mask`` what detection finds in it leaves hidden.

    Raises NotFound, FieldsWrong, and what ``answering.send_content`` raises.
    """
    actions.conversation_for(actor, conversation, Permission.CONVERSATION_REPLY, now=now)
    chosen, words = KINDS[kind], composing_fields.tidied(typed)
    shape = composing_fields.shape_of(kind, typed.get("shape", ""))
    if wrong := composing_rules.wrong(kind, words, shape, _filled(chosen.groups(shape), words)):
        raise FieldsWrong(fields=wrong)
    return answering.send_content(
        actor=actor,
        conversation=conversation,
        content=chosen.content(words, shape),
        hide=typed.get("mode") == "mask",
        now=now,
    )


def marked(shown: Form, wrong: Mapping[str, str]) -> Form:
    """Return *shown* with what is wrong said at each field; the first of them has the focus."""
    there = _each(shown.groups, lambda each: replace(each, error=wrong.get(each.name, "")))
    first = next((each.name for group in there for each in group.fields if each.error), "")
    return _focused(replace(shown, groups=there), first)


def found_in(shown: Form) -> Form:
    """Return *shown* with what the guard finds said at each field, and how that would read hidden."""
    found = {each.name: said for group in shown.groups for each in group.fields if (said := _held(each))}
    return replace(marked(shown, found), may_hide=True, error=_guarded())


def refused(shown: Form, why: str) -> Form:
    """Return *shown* with why the whole did not leave."""
    return replace(shown, error=why)


def _guarded() -> str:
    return _(
        "WhatsApp does not allow asking for or repeating full card or document numbers. Take them out, or hide them."
    )


def _held(each: Field) -> str:
    """Say what the guard finds in a field; where a contact has its number, a number is what is meant to stand."""
    but = _PHONE if each.name.startswith("phone.") else ""
    try:
        outgoing.fit_to_leave(each.value, hide=False, but=but)
    except SensitiveText as held:
        hidden = outgoing.fit_to_leave(each.value, hide=True, but=but)
        return _("There is %(what)s here. Hidden it reads “%(hidden)s”.") % {
            "what": one_of_each(held.labels),
            "hidden": hidden,
        }
    return ""


def _filled(groups: tuple[Group, ...], typed: Typed) -> tuple[Group, ...]:
    return _each(groups, lambda each: replace(each, value=typed.get(each.name, "")))


def _focused(shown: Form, name: str) -> Form:
    """Give the focus to the field of this *name*, or to the first of all."""
    names = [each.name for group in shown.groups for each in group.fields]
    first = name if name in names else names[0]
    return replace(shown, groups=_each(shown.groups, lambda each: replace(each, first=each.name == first)))


def _each(groups: tuple[Group, ...], change: Callable[[Field], Field]) -> tuple[Group, ...]:
    return tuple(replace(group, fields=tuple(change(each) for each in group.fields)) for group in groups)
