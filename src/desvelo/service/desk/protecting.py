"""The page of whoever answers for the data: try a sentence, see how much is missed, review what was reported.

A sentence that is tried goes through the same search as a customer's message and is stored nowhere.
"""

from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ids import new_public_id
from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.guards.access import gate
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import catalogue, masked, measured, scanning
from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.detection.reading import Context
from desvelo.service.channel import rescanning
from desvelo.service.channel.rescanning import Progress
from desvelo.service.desk import disputing, reasons
from desvelo.service.desk.screen_protection import FoundLine, Protection, Search, Tried

LONGEST: Final = 4096
_EMPTY: Final = Tried(text="", question="", body=None)


def page(actor: Actor, *, now: datetime, tried: Tried = _EMPTY) -> Protection:
    """Return the page.  Raises Forbidden."""
    gate.require(actor, Permission.DETECTION_REVIEW, now=now)
    misses = measured.MISSES
    found = rescanning.progress()
    return Protection(
        missed=f"{round(100 * misses.share)}%",
        measured=_("%(missed)s of %(spans)s marked places in %(messages)s messages, measured on %(date)s")
        % {
            "missed": misses.missed,
            "spans": misses.spans,
            "messages": misses.messages,
            "date": date_format(misses.on, "d/m/Y"),
        },
        search=_search(found, now=now) if found else None,
        disputes=disputing.open_disputes(now=now),
        rules=disputing.by_rule(),
        tried=tried,
    )


def try_sentence(actor: Actor, text: str, *, question: str = "", now: datetime) -> Tried:
    """Search a sentence, as the answer to *question* if one is given; nothing is stored.  Raises Forbidden."""
    gate.require(actor, Permission.DETECTION_REVIEW, now=now)
    text = text[:LONGEST]
    if not text.strip():
        return _EMPTY
    findings = scanning.scan(text, Context(question=question[:LONGEST] or None))
    body, _data = masked.mask(text, findings, new_public_id)
    return Tried(text=text, question=question, body=body, found=tuple(_line(each) for each in findings))


def _line(finding: Finding) -> FoundLine:
    rule = f"{finding.detector}/{finding.rule}"
    label = catalogue.shipped().label(finding.label)
    return FoundLine(
        label=label.code,
        evidence=reasons.evidence(rule, finding.certainty),
        certainty=reasons.certainty(rule, finding.certainty),
        rule=rule,
        gone=label.handling is Handling.DISCARD,
    )


def _search(found: Progress, *, now: datetime) -> Search:
    counts = ngettext("%(count)s message searched", "%(count)s messages searched", found.scanned) % {
        "count": found.scanned
    }
    hidden = ngettext("more was hidden in %(count)s", "more was hidden in %(count)s", found.covered) % {
        "count": found.covered
    }
    failed = ngettext("%(count)s could not be searched", "%(count)s could not be searched", found.failed) % {
        "count": found.failed
    }
    said = (counts, hidden, failed) if found.failed else (counts, hidden)
    when = found.finished_at or found.started_at
    state = _("Finished %(when)s") if found.finished_at else _("Running since %(when)s")
    return Search(
        state=state % {"when": wording.moment(when, now=now)},
        percent=found.percent,
        counts=" · ".join(said),
        found=tuple(f"{look(label).short}: {count}" for label, count in found.found.items()),
        running=found.finished_at is None,
    )
