"""What the log is narrowed to: read from the address, written back into it, shown as tokens that can be taken off.

What an address asks for that is not there, or not for this reader, is left aside with a sentence; the rest holds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desvelo.base.ui.looks import look
from desvelo.duties.assurance import scope
from desvelo.duties.assurance.acts import ACTS
from desvelo.duties.assurance.scope import Customers, Reach
from desvelo.guards.access import queries as access
from desvelo.guards.audit.entry import WATERMARK, shown_in
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.guards.audit.search import Search
from desvelo.guards.vault import queries as vault
from desvelo.kernel.detection import catalogue, policies

PARAMETERS = {
    "who": "quem",
    "act": "ato",
    "label": "dado",
    "customer": "cliente",
    "period": "periodo",
    "since": "de",
    "until": "ate",
    "result": "resultado",
    "mark": "marca",
}
CURSOR, VERIFYING = "cursor", "conferindo"
_LONGEST = 64
_CODE = re.compile(f"[0-9A-F]{{{WATERMARK}}}", re.ASCII)
_YEARS = range(2000, 2101)
_PERIODS = {"hoje": 0, "7d": 7, "30d": 30}
DONE, REFUSED = "feito", "recusado"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What was asked for, as it stands in the address; empty where nothing was."""

    who: str = ""
    act: str = ""
    label: str = ""
    customer: str = ""
    period: str = ""
    since: str = ""
    until: str = ""
    result: str = ""
    mark: str = ""

    def address(self, *, cursor: int | None = None, verifying: bool = False) -> str:
        """Return the part of the address from the question mark on, or nothing."""
        given = {PARAMETERS[name]: value for name, value in asdict(self).items() if value}
        whole = given | ({CURSOR: str(cursor)} if cursor is not None else {}) | ({VERIFYING: "1"} if verifying else {})
        return f"?{urlencode(whole, errors='replace')}" if whole else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One filter as it is shown: «who is **Marina**», and the address without it."""

    icon: str
    field: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The search that the filters ask for, their tokens, and what could not be understood of them."""

    search: Search
    tokens: tuple[Token, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What one filter means: a change of the search, and its words."""

    search: dict[str, Any]
    icon: str
    field: str
    value: str


def read(given: Mapping[str, str]) -> Filters:
    """Read the filters of an address; what is too long to be one of ours is cut."""
    return Filters(**{name: given.get(parameter, "")[:_LONGEST] for name, parameter in PARAMETERS.items()})


def narrow(filters: Filters, reach: Reach, *, now: datetime) -> Narrowed:
    """Return what *filters* mean to who reads *reach*."""
    wanted: dict[str, Any] = {"actors": reach.actors}
    tokens: list[Token] = []
    problems: list[str] = []
    for name, meaning in _MEANINGS.items():
        value = getattr(filters, name)
        meant = meaning(value, reach, now) if value else None
        if meant is not None:
            wanted |= _merged(wanted, meant.search)
            tokens.append(_token(meant, without=replace(filters, **{name: ""})))
        elif value:
            problems.append(_left_aside(name))
    if wanted.get("tags") and "refused" not in wanted:
        wanted["refused"] = False
    return Narrowed(search=Search(**wanted), tokens=tuple(tokens), problems=tuple(problems))


def _who(value: str, reach: Reach, _now: datetime) -> Meant | None:
    found = next((each for each in access.people(reach.actors) if each.public_id == value), None)
    if found is None:
        return None
    return Meant(search={"actors": frozenset({found.id})}, icon="user-round", field=_("who is"), value=found.name)


def _act(value: str, _reach: Reach, _now: datetime) -> Meant | None:
    known = ACTS.get(value)
    if known is None:
        return None
    return Meant(search={"tags": frozenset({value})}, icon=known[1], field=_("act is"), value=str(known[0]))


def _label(value: str, _reach: Reach, _now: datetime) -> Meant | None:
    if value not in labels():
        return None
    seen = look(value)
    return Meant(search={"mention": value}, icon=seen.icon, field=_("data is"), value=str(seen.short))


def _customer(value: str, reach: Reach, now: datetime) -> Meant | None:
    """Read the customer that an entry is about: an address never carries what identifies somebody."""
    if not (value.isascii() and value.isdigit() and len(value) < 19) or reach.customers is Customers.NONE:  # noqa: PLR2004  an index
        return None
    try:
        contact = scope.entry(reach, int(value), now=now).contact
    except EntryNotFound:
        return None
    names = scope.customers(reach, {contact}) if contact else {}
    if contact is None or contact not in names:
        return None
    present, *merged = vault.parts_of(vault.present({contact})[contact])
    return Meant(
        search={"contact": present, "merged": frozenset(merged)},
        icon="contact",
        field=_("customer is"),
        value=names[contact] or _("a customer"),
    )


def _period(value: str, _reach: Reach, now: datetime) -> Meant | None:
    if value not in _PERIODS:
        return None
    since = _midnight(timezone.localtime(now).date() - timedelta(days=max(0, _PERIODS[value] - 1)))
    return Meant(search={"since": since}, icon="calendar", field="", value=period_words()[value])


def _since(value: str, _reach: Reach, _now: datetime) -> Meant | None:
    day = _day(value)
    if day is None:
        return None
    return Meant(
        search={"since": _midnight(day)}, icon="calendar", field=_("since"), value=date_format(day, "j M Y").lower()
    )


def _until(value: str, _reach: Reach, _now: datetime) -> Meant | None:
    day = _day(value)
    if day is None:
        return None
    until = _midnight(day + timedelta(days=1))
    return Meant(search={"until": until}, icon="calendar", field=_("until"), value=date_format(day, "j M Y").lower())


def _result(value: str, _reach: Reach, _now: datetime) -> Meant | None:
    if value not in {DONE, REFUSED}:
        return None
    refused = value == REFUSED
    return Meant(
        search={"refused": refused},
        icon="ban" if refused else "check",
        field=_("result is"),
        value=_("refused") if refused else _("done"),
    )


def _mark(value: str, _reach: Reach, _now: datetime) -> Meant | None:
    """Read what was written over a screen: as much of a session's code as is there."""
    code = mark_of(value)
    if not code:
        return None
    return Meant(search={"shown_in": shown_in(code)}, icon="scan-search", field=_("watermark is"), value=code)


def mark_of(value: str) -> str:
    """Return the six letters of a watermark, as it writes them; nothing when they are none."""
    code = "".join(value.split()).upper()
    return code if _CODE.fullmatch(code) else ""


_MEANINGS: dict[str, Callable[[str, Reach, datetime], Meant | None]] = {
    "who": _who,
    "act": _act,
    "label": _label,
    "customer": _customer,
    "period": _period,
    "since": _since,
    "until": _until,
    "result": _result,
    "mark": _mark,
}


def _merged(wanted: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Of two beginnings the later counts."""
    if "since" in more and wanted.get("since"):
        return {"since": max(wanted["since"], more["since"])}
    return more


def _token(meant: Meant, *, without: Filters) -> Token:
    return Token(
        icon=meant.icon,
        field=meant.field,
        value=meant.value,
        remove_url=reverse("audit:list") + without.address(),
    )


def _left_aside(name: str) -> str:
    field = {
        "who": _("Who"),
        "act": _("What"),
        "label": _("Data"),
        "customer": _("Customer"),
        "period": _("Period"),
        "since": _("Since"),
        "until": _("Until"),
        "result": _("Result"),
        "mark": _("Watermark"),
    }[name]
    if name == "mark":
        return _("A watermark ends in six of the characters 0 to 9 and A to F. Read it again from the picture.")
    return _("The filter “%(field)s” was left aside: there is nothing by what it says.") % {"field": field}


def labels() -> list[str]:
    """Return every class of datum that the log may name."""
    return sorted({policies.kept_as(label) for label in catalogue.shipped().labels})


def period_words() -> dict[str, str]:
    """Return the words of each period that has a name."""
    return {"hoje": _("today"), "7d": _("last 7 days"), "30d": _("last 30 days")}


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
