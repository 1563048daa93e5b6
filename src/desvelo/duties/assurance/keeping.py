"""Where the seals of the log are kept outside, and what the comparisons found: the whole of it, for who reads all.

Source: security-design D3.3, D7.3, D7.5, D7.6.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui import wording
from desvelo.guards.access import gate
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.search import Search
from desvelo.guards.audit.states import AnchorState, Discrepancy, Sweep
from desvelo.kernel.authority import Actor, Permission

_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place outside; *state* is ``well``, ``failing``, ``waiting`` or ``off``."""

    name: str
    state: str
    about: str
    last: str
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One record that is not as the log says."""

    what: str
    record: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap that two people acknowledged."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """The page."""

    frozen: str
    places: tuple[Place, ...]
    compared: str
    has_compared: bool
    running: str
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]


def keeping(actor: Actor, *, now: datetime) -> Keeping:
    """Return what is kept where and what was found; raise Forbidden for who may not read the whole log."""
    gate.require(actor, Permission.AUDIT_READ, now=now)
    freeze, last = audit.freeze(), audit.last_sweep()
    return Keeping(
        frozen=_frozen(freeze.found_at, now=now) if freeze else "",
        places=tuple(_place(each, now=now) for each in audit.anchors()),
        compared=_compared(last, now=now),
        has_compared=last is not None and last.records > 0,
        running=_running(),
        findings=tuple(_finding(each, now=now) for each in audit.discrepancies(limit=_SHOWN)),
        gaps=_gaps(now=now),
    )


def alarms(*, now: datetime) -> tuple[str, ...]:
    """Return what has to be said on the first page of the log: sentences, none when all is well."""
    freeze, told = audit.freeze(), list[str]()
    if freeze:
        told.append(_frozen(freeze.found_at, now=now))
    if found := audit.discrepancy_count():
        told.append(
            ngettext("%(count)s record is not as the log says.", "%(count)s records are not as the log says.", found)
            % {"count": number_format(found)}
        )
    told += [
        _("%(place)s could not be reached.") % {"place": _names()[each.name]}
        for each in audit.anchors()
        if each.is_on and each.failures and each.name in _names()
    ]
    return tuple(told)


def _frozen(at: datetime, *, now: datetime) -> str:
    return _("Nothing is sealed since %(time)s: the log did not add up. Do not erase anything, and call security.") % {
        "time": wording.moment(at, now=now)
    }


def _names() -> dict[str, str]:
    return {
        "file": _("File outside the database"),
        "mail": _("Daily mail"),
        "page": _("Public page"),
        "timestamp": _("Timestamp authority"),
        "witness": _("Witness"),
    }


def _place(each: AnchorState, *, now: datetime) -> Place:
    state = "off" if not each.is_on else "failing" if each.failures else "well" if each.reached_at else "waiting"
    last = ""
    if each.reached_at:
        said = {"size": number_format(each.size, force_grouping=True), "time": wording.moment(each.reached_at, now=now)}
        last = _("%(size)s entries, %(time)s") % said
    return Place(
        name=_names().get(each.name, each.name),
        state=state,
        about={
            "off": _("Off: not configured"),
            "failing": _("Failing"),
            "well": _("Kept there"),
            "waiting": _("Nothing yet"),
        }[state],
        last=last,
        failure=each.failure,
    )


def _compared(last: Sweep | None, *, now: datetime) -> str:
    if last is None or last.finished_at is None or not last.records:
        return _("Not compared yet.")
    return _("%(records)s sealed records compared with the log, %(time)s.") % {
        "records": number_format(last.records, force_grouping=True),
        "time": wording.moment(last.finished_at, now=now),
    }


def _running() -> str:
    run = audit.running_sweep()
    if run is None:
        return ""
    return _("Comparing now: %(records)s records so far.") % {
        "records": number_format(run.records, force_grouping=True)
    }


def _finding(each: Discrepancy, *, now: datetime) -> Finding:
    what = {
        "added": _("Added without an entry"),
        "changed": _("Changed without an entry"),
        "missing": _("Missing"),
        "unlisted": _("Not in the tree"),
        "unlogged": _("Without an entry"),
    }[each.what]
    kind = {
        "body": _("Text of a message"),
        "columns": _("What an entry is found by"),
        "datum": _("Protected datum"),
        "draft": _("Draft of an answer"),
        "entry": _("Entry"),
        "file": _("Record of a file"),
        "identifier": _("Number or user id of a customer"),
        "key": _("Key of a customer"),
        "value": _("Another sealed value"),
        "payload": _("Reason beside an entry"),
        "phone": _("Hash of a customer's phone"),
        "profile": _("Name of a customer"),
        "use": _("Opening of keys"),
    }[each.kind]
    return Finding(what=f"{kind}: {what.lower()}", record=str(each.record), when=wording.moment(each.found_at, now=now))


def _gaps(*, now: datetime) -> tuple[Gap, ...]:
    acknowledged = audit.entries(Search(tags=frozenset({"restore:acknowledge"})))
    return tuple(
        Gap(
            text=_("Known elsewhere: %(lost)s. Here: %(size)s entries. Acknowledged %(time)s.")
            % {
                "lost": each.objects.get("lost") or "-",
                "size": each.objects.get("size", ""),
                "time": wording.moment(each.at, now=now),
            },
            url=reverse("audit:entry", args=[each.index]),
        )
        for each in acknowledged
    )
