"""The audit explorer: the log as a table of sentences, narrowed by filters, with the state of the whole above it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui.wording import Face
from desvelo.duties.assurance import (
    banner,
    filter_form,
    filters,
    histogram,
    keeping,
    scope,
    sentences,
    watermark,
)
from desvelo.duties.assurance.banner import Banner
from desvelo.duties.assurance.filter_form import Form
from desvelo.duties.assurance.filters import Filters, Token
from desvelo.duties.assurance.histogram import Histogram
from desvelo.duties.assurance.scope import Reach
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.guards.audit.search import Search
from desvelo.kernel.authority import Actor, Permission

COUNTED_TO = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asked to see: which entries, from where on; *verifying* says that they wait for a verification."""

    filters: Filters
    before: int | None = None
    verifying: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry in the table."""

    index: int
    url: str
    time_label: str
    who: Face
    action: sentences.Did
    about: sentences.About
    why: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The explorer's page."""

    title: str
    since_label: str
    verify: Banner
    alarms: tuple[str, ...]
    keeping_url: str
    histogram: Histogram | None
    tokens: tuple[Token, ...]
    problems: tuple[str, ...]
    results_label: str
    mark: str
    form: Form
    rows: tuple[EntryRow, ...]
    url: str
    export_url: str
    newer_url: str
    older_url: str


def log(actor: Actor, *, asked: Asked, now: datetime) -> Log:
    """Return one page of what *actor* may read of the log, newest first."""
    reach = scope.of(actor, now=now)
    narrowed = filters.narrow(asked.filters, reach, now=now)
    entries = audit.entries(narrowed.search, before=asked.before)
    here = asked.filters.address(cursor=asked.before)
    return Log(
        title=_title(reach),
        since_label=_since(reach),
        verify=banner.of(reach, asked=asked.verifying, address=here, now=now),
        alarms=keeping.alarms(now=now) if reach.is_whole else (),
        keeping_url=reverse("audit:keeping") if reach.is_whole else "",
        histogram=None if reach.is_own else histogram.of(reach, now=now),
        tokens=narrowed.tokens,
        problems=narrowed.problems,
        results_label=results(narrowed.search) if narrowed.tokens else "",
        mark=watermark.looked_for(reach, asked.filters, entries, before=asked.before, now=now),
        form=filter_form.form(asked.filters, reach, about=narrowed.search.contact),
        rows=_rows(reach, entries, address=here, now=now),
        url=reverse("audit:list") + here,
        export_url=_export(reach, asked.filters),
        newer_url=reverse("audit:list") + asked.filters.address() if asked.before is not None else "",
        older_url=_older(entries, asked),
    )


def _title(reach: Reach) -> str:
    return _("My entries") if reach.is_own else _("Audit")


def _since(reach: Reach) -> str:
    """Say how many entries there are for this reader, and since when."""
    own = Search(actors=reach.actors)
    total = audit.size() if reach.is_whole else audit.count(own, limit=2**62)
    first = audit.first(own)
    if first is None:
        return ""
    return ngettext("%(count)s entry since %(date)s", "%(count)s entries since %(date)s", total) % {
        "count": number_format(total, force_grouping=True),
        "date": date_format(timezone.localtime(first.at), _("F j")),
    }


def results(search: Search) -> str:
    """Say how many entries match; beyond some thousands nobody waits for the exact number."""
    found = audit.count(search, limit=COUNTED_TO + 1)
    if found > COUNTED_TO:
        return _("more than %(count)s results") % {"count": number_format(COUNTED_TO, force_grouping=True)}
    if found == 0:
        return _("no results")
    return ngettext("%(count)s result", "%(count)s results", found) % {
        "count": number_format(found, force_grouping=True)
    }


def _export(reach: Reach, narrowed: Filters) -> str:
    """Return where what is on this page can be exported, for who may."""
    may = reach.reader.has(Permission.AUDIT_EXPORT)
    return reverse("audit:export") + narrowed.address() if may else ""


def _older(entries: list[LoggedEntry], asked: Asked) -> str:
    if len(entries) < audit.PAGE:
        return ""
    return reverse("audit:list") + asked.filters.address(cursor=entries[-1].index)


def _rows(reach: Reach, entries: list[LoggedEntry], *, address: str, now: datetime) -> tuple[EntryRow, ...]:
    names = scope.names(reach, entries)
    return tuple(_row(entry, names=names, address=address, now=now) for entry in entries)


def _row(entry: LoggedEntry, *, names: sentences.Names, address: str, now: datetime) -> EntryRow:
    index = entry.index or 0
    return EntryRow(
        index=index,
        url=reverse("audit:entry", args=[index]) + address,
        time_label=sentences.when(entry.at, now=now),
        who=sentences.who(entry, names=names),
        action=sentences.did(entry),
        about=sentences.about(entry, names=names),
        why=sentences.why(entry),
        proof=sentences.short_hash(entry.leaf_hash),
    )
