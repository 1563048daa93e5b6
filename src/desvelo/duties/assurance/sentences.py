"""An entry of the log in words, cell by cell: who did what, about what, why.

A tag that has no words here is shown as it is, so a new kind of entry is never invisible.  Whole sentences are in
``narrative``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.base.ui.wording import Face
from desvelo.duties.assurance.acts import ACTS
from desvelo.guards.audit.entry import WATERMARK
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.kernel.clocks.working_hours import CLOSES_AT, OPENS_AT, is_working
from desvelo.kernel.detection.masked import Chip

SHOWN = "datum:reveal"
_GROUP = 4


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


def when(at: datetime, *, now: datetime) -> str:
    """Say when, as short as it can be, always with the hour."""
    said = wording.moment(at, now=now)
    return _("today %(hour)s") % {"hour": said} if ":" in said else f"{said} {wording.hour(at)}"


def to_the_second(at: datetime) -> str:
    """Say the exact moment."""
    return date_format(timezone.localtime(at), "j M Y, H:i:s").lower()


def who(entry: LoggedEntry, *, names: Names) -> Face:
    """Draw the person, or the system when nobody acted."""
    if entry.actor is None:
        return Face(name=_("System"), initials="S", tint=1)
    return wording.face(name=names.people.get(entry.actor, "?"), of=entry.actor)


def did(entry: LoggedEntry) -> Did:
    """Say what was done; what was refused, or shown outside the hours of work, stands out."""
    text, icon = ACTS.get(entry.tag, (entry.tag, "scroll-text"))
    if entry.is_refused:
        return Did(text=_("Refused"), icon="ban", unusual=True)
    return Did(text=str(text), icon=icon, unusual=is_out_of_hours(entry))


def is_out_of_hours(entry: LoggedEntry) -> bool:
    """Tell whether data was shown when nobody is supposed to work."""
    return entry.tag == SHOWN and not entry.is_refused and not is_working(timezone.localtime(entry.at))


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
        "account": _("one's own account"),
        "approval": _("a second person's word"),
        "audit": _("the log"),
        "audit_list": _("entries of the log"),
        "contact": _("a customer"),
        "conversation": _("a conversation"),
        "datum": _("protected data"),
        "entry": _("an entry"),
        "epoch": _("a weekly key"),
        "factor": _("second factor"),
        "identity": _("who writes"),
        "key": _("an intake key"),
        "message": _("a message"),
        "number": _("a number"),
        "passkey": _("a passkey"),
        "review": _("an access review"),
        "rules": _("the policies"),
        "search": _("messages"),
        "session": _("a session"),
        "template": _("the templates"),
        "user": _("an account"),
        "work": _("conversations"),
    }
    said = words.get(entry.objects.get("kind", "")) or words.get(kind, "")
    return About(text=_customer(entry, names=names) or _person(entry, names=names) or said)


def about_in_words(entry: LoggedEntry, *, names: Names) -> str:
    """Say on what, without a picture."""
    said = about(entry, names=names)
    return " · ".join(filter(None, [str(look(said.chip.label).short) if said.chip else "", said.text]))


def _customer(entry: LoggedEntry, *, names: Names) -> str:
    return names.customers.get(entry.contact, "") if entry.contact else ""


def _person(entry: LoggedEntry, *, names: Names) -> str:
    account = account_of(entry)
    return names.people.get(account, "") if account else ""


def account_of(entry: LoggedEntry) -> UUID | None:
    """Return whose account an entry is about, where that is not who acted; None for a leaf that somebody broke, too."""
    try:
        return UUID(entry.objects["user"])
    except (KeyError, ValueError):
        return None


def why(entry: LoggedEntry) -> str:
    """Say the reason that was given, or why it was refused."""
    if entry.is_refused:
        return _refusals().get(entry.result.removeprefix("denied:"), "")
    way = entry.objects.get("by", "") or entry.objects.get("way", "")
    return _reasons().get(entry.objects.get("reason", "")) or _ways().get(way, "")


def _reasons() -> dict[str, str]:
    return {
        **export_reasons(),
        "case": _("A case of mine continues there"),
        "class_session": _("For the reason given within the ten minutes before"),
        "cover": _("I stand in for somebody of this team"),
        "deadline": _("A legal deadline ends now"),
        "fraud": _("A fraud is under way"),
        "handover": _("I take over work from this team"),
        "harm": _("Somebody may come to harm"),
        "identity": _("Check identity"),
        "invoice": _("Issue an invoice"),
        "mistake": _("By mistake"),
        "other": _("Another reason (sealed)"),
        "policy": _("The policy asks for no reason"),
        "record": _("Correct the record"),
    }


def _ways() -> dict[str, str]:
    return {
        "code": _("With password and code"),
        "call": _("By a call"),
        "email": _("By e-mail"),
        "hand": _("By hand"),
        "idle": _("Nobody was there"),
        "in_person": _("In person"),
        "passkey": _("With a passkey"),
    }


def _refusals() -> dict[str, str]:
    return {
        "absent": _("It does not exist"),
        "guest": _("A guest of the team only looks"),
        "restricted": _("The team is restricted"),
        "challenge": _("Answer used, late or foreign"),
        "class_closed": _("The policy of the class does not allow it"),
        "code": _("Wrong code"),
        "counter": _("Counter went back, perhaps a copy"),
        "identity_unconfirmed": _("It was open who writes"),
        "no_look": _("Its time was over, or it was asked for by another session"),
        "no_team": _("No team"),
        "nothing_kept": _("Nothing was kept"),
        "not_in_role": _("Not part of the role"),
        "not_own": _("Somebody else's entry"),
        "other_team": _("Another team's"),
        "passkey": _("The passkey does not match"),
        "password": _("Wrong details"),
        "proof_too_old": _("Not confirmed recently"),
        "marketing_refused": _("The customer wants no promotions"),
        "quota": _("Too many customers within an hour"),
        "same_person": _("Whoever asked does not decide"),
        "same_side": _("The other role has to agree"),
        "explanation_owed": _("An emergency before was not explained yet"),
        "second_person_burst": _("Many looks in a short time"),
        "second_person_day": _("Too many looks in a day"),
        "second_person_hour": _("Too many looks in an hour"),
        "second_person_median": _("Far more looks than the colleagues"),
        "second_person_rule": _("A second person has to agree first"),
        "sensitive_text": _("Personal data in the text"),
        "too_many": _("Too many tries"),
        "window_closed": _("The 24-hour window was closed"),
    }


def export_reasons() -> dict[str, str]:
    """Return why the log may leave this house, in the words people choose from."""
    return {
        "authority": _("Asked for by an authority"),
        "check": _("To be checked by somebody else"),
        "incident": _("To look into an incident"),
        "own_audit": _("Audit of our own"),
    }


def facts(entry: LoggedEntry) -> tuple[Fact, ...]:
    """List what else the entry holds."""
    listed = [Fact(label=_("Moment"), value=to_the_second(entry.at)), Fact(label=_("Result"), value=_result(entry))]
    if why(entry):
        listed.append(Fact(label=_("Reason"), value=why(entry)))
    if entry.session:
        listed.append(Fact(label=_("Session"), value=entry.session[:WATERMARK].upper()))
    if is_out_of_hours(entry):
        listed.append(Fact(label=_("Working hours"), value=working_hours()))
    names = _object_names()
    listed += [Fact(label=names[name], value=_code(value)) for name, value in entry.objects.items() if name in names]
    return tuple(listed)


def working_hours() -> str:
    """Say when the company works."""
    return _("%(from)s to %(to)s, Mon. to Fri.") % {"from": f"{OPENS_AT}h", "to": f"{CLOSES_AT}h"}


def short_hash(value: bytes) -> str:
    """Show a hash by its first eight digits, in two groups that can be read aloud."""
    text = value.hex()
    return f"{text[:_GROUP]}·{text[_GROUP : 2 * _GROUP]}"


def _object_names() -> dict[str, str]:
    """Name what an entry is about, for those who search by its code."""
    return {
        "conversation": _("Conversation code"),
        "datum": _("Data code"),
        "entry": _("Entry"),
        "hits": _("Results"),
        "key": _("Key code"),
        "message": _("Message code"),
        "number": _("Number code"),
        "read": _("Messages read"),
        "seconds": _("Seconds shown"),
        "since": _("Since"),
        "team": _("Team code"),
        "teams": _("Team codes"),
        "user": _("Account code"),
        "watermark": _("Watermark"),
    }


def _result(entry: LoggedEntry) -> str:
    return _("refused") if entry.result.startswith("denied") else _("done")


def _code(value: str) -> str:
    """Show the end of a random id, or of several, which is where ids made in the same moment differ."""
    return ", ".join(each[-12:] for each in value.split(","))
