"""An entry of the log in words: who did what, about what, why.

A tag that has no words here is shown as it is, so a new kind of entry is never invisible.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.base.ui.wording import Face
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.kernel.detection.masked import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """What was done, as icon and word."""

    text: str
    icon: str
    unusual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """On what: the class of a datum, or a word for the rest."""

    text: str = ""
    chip: Chip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of an entry's detail."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Whom the ids of a page of entries stand for; *customers* is empty for those who never see content."""

    people: Mapping[UUID, str]
    customers: Mapping[UUID, str]


def who(entry: LoggedEntry, *, names: Names) -> Face:
    """Draw the person, or the system when nobody acted."""
    if entry.actor is None:
        return Face(name=_("System"), initials="S", tint=1)
    return wording.face(name=names.people.get(entry.actor, "?"), of=entry.actor)


def did(entry: LoggedEntry) -> Did:
    """Say what was done."""
    known = {
        "contact:erase": (_("Erased"), "trash-2"),
        "conversation:move": (_("Moved"), "arrow-right-left"),
        "conversation:open": (_("Opened"), "eye"),
        "conversation:take": (_("Took"), "user-round-check"),
        "datum:compare": (_("Compared"), "equal"),
        "datum:reveal": (_("Showed"), "eye"),
        "factor:enrol": (_("Enrolled"), "key-round"),
        "key:destroy": (_("Destroyed"), "shredder"),
        "message:receive": (_("Protected"), "shield-check"),
        "message:write": (_("Wrote"), "corner-down-left"),
        "number:connect": (_("Connected"), "phone"),
        "session:end": (_("Signed out"), "log-out"),
        "session:start": (_("Signed in"), "log-in"),
        "user:create": (_("Created"), "user-round"),
    }
    text, icon = known.get(entry.tag, (entry.tag, "scroll-text"))
    if entry.result.startswith("denied"):
        return Did(text=_("Refused"), icon="ban", unusual=True)
    return Did(text=text, icon=icon)


def about(entry: LoggedEntry, *, names: Names) -> About:
    """Say on what."""
    label = entry.objects.get("label")
    if label:
        chip = Chip(datum="", label=label, hint="", detail="", discarded=False)
        return About(chip=chip, text=_customer(entry, names=names))
    found = [part for part in entry.objects.get("found", "").split(",") if part]
    if found:
        said = ", ".join(str(look(part).short) for part in found)
        return About(text=" · ".join(filter(None, [said, _customer(entry, names=names)])))
    kind = entry.tag.split(":")[0]
    words = {
        "contact": _("a customer"),
        "conversation": _("a conversation"),
        "factor": _("second factor"),
        "key": _("an intake key"),
        "message": _("a message"),
        "number": _("a number"),
        "session": _("a session"),
        "user": _("an account"),
    }
    return About(text=_customer(entry, names=names) or words.get(kind, ""))


def _customer(entry: LoggedEntry, *, names: Names) -> str:
    return names.customers.get(entry.contact, "") if entry.contact else ""


def why(entry: LoggedEntry) -> str:
    """Say the reason that was given, or why it was refused."""
    reasons = {
        "identity": _("Check identity"),
        "invoice": _("Issue an invoice"),
        "other": _("Another reason (sealed)"),
        "record": _("Correct the record"),
    }
    if entry.result.startswith("denied:"):
        return {
            "absent": _("It does not exist"),
            "code": _("Wrong code"),
            "no_team": _("No team"),
            "nothing_kept": _("Nothing was kept"),
            "not_in_role": _("Not part of the role"),
            "not_own": _("Somebody else's entry"),
            "other_team": _("Another team's"),
            "password": _("Wrong details"),
            "sensitive_text": _("Personal data in the text"),
            "too_many": _("Too many tries"),
            "window_closed": _("The 24-hour window was closed"),
        }.get(entry.result.removeprefix("denied:"), "")
    return reasons.get(entry.objects.get("reason", ""), "")


def sentence(entry: LoggedEntry, *, names: Names) -> str:
    """Say all of it in one line."""
    target = about(entry, names=names)
    what = " · ".join(filter(None, [str(look(target.chip.label).short) if target.chip else "", target.text]))
    return _("%(who)s · %(did)s · %(what)s") % {
        "who": who(entry, names=names).name,
        "did": did(entry).text.lower(),
        "what": what,
    }


def facts(entry: LoggedEntry) -> tuple[Fact, ...]:
    """List what else the entry holds."""
    when = date_format(timezone.localtime(entry.at), "j M Y, H:i:s")
    listed = [Fact(label=_("Moment"), value=when), Fact(label=_("Result"), value=_result(entry))]
    if why(entry):
        listed.append(Fact(label=_("Reason"), value=why(entry)))
    names = _object_names()
    listed += [Fact(label=names[name], value=_code(value)) for name, value in entry.objects.items() if name in names]
    return tuple(listed)


def _object_names() -> dict[str, str]:
    """Name what an entry is about, for those who search by its code."""
    return {
        "conversation": _("Conversation code"),
        "datum": _("Data code"),
        "key": _("Key code"),
        "message": _("Message code"),
        "number": _("Number code"),
        "team": _("Team code"),
        "user": _("Account code"),
    }


def _result(entry: LoggedEntry) -> str:
    return _("refused") if entry.result.startswith("denied") else _("done")


def _code(value: str) -> str:
    """Show the end of a random id, which is where ids made in the same moment differ."""
    return value[-12:]
