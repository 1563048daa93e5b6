"""The page of whoever answers for the data: try a sentence, see how much is missed, review what was reported.

A sentence that is tried goes through the same search as a customer's message and is stored nowhere.
"""

from datetime import datetime
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ids import new_public_id
from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.guards.access import gate
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import catalogue, masked, scanning
from desvelo.kernel.detection.explain import Reason, explain
from desvelo.kernel.detection.finding import Certainty
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.detection.measured import MEASURED
from desvelo.kernel.detection.reading import Context
from desvelo.service.channel import rescanning
from desvelo.service.channel.rescanning import Progress
from desvelo.service.desk import disputing, reasons
from desvelo.service.desk.screen_protection import FoundLine, LeftLine, Protection, Search, Tried

LONGEST: Final = 4096
_EMPTY: Final = Tried(text="", question="", body=None)


def page(actor: Actor, *, now: datetime, tried: Tried = _EMPTY) -> Protection:
    """Return the page.  Raises Forbidden."""
    gate.require(actor, Permission.DETECTION_REVIEW, now=now)
    found = rescanning.progress()
    return Protection(
        missed=_percent(MEASURED.missed),
        measured=_(
            "Of %(data)s data in messages that no rule was made by, this share stayed readable; of %(lookalikes)s"
            " messages that only look like it, something was hidden for nothing in %(alarms)s"
        )
        % {"data": MEASURED.data, "lookalikes": MEASURED.lookalikes, "alarms": _percent(MEASURED.alarms)},
        missed_by_class=tuple(
            (str(look(label).short), _percent(share))
            for label, share in sorted(MEASURED.missed_by_label.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
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
    context = Context(question=question[:LONGEST] or None)
    body, _data = masked.mask(text, scanning.scan_or_cover(text, context), new_public_id)
    said = explain(text, context)
    return Tried(
        text=text,
        question=question,
        body=body,
        found=tuple(_found(each) for each in said if each.found),
        left=tuple(_left(text, each) for each in said if not each.found),
    )


def _found(reason: Reason) -> FoundLine:
    rule = f"{reason.detector}/{reason.rule}"
    label = catalogue.shipped().label(reason.label)
    level = reason.certainty or Certainty.SHAPE
    return FoundLine(
        label=label.code,
        evidence=reasons.evidence(rule, level),
        rests_on=reasons.rests_on(reason),
        certainty=reasons.certainty(rule, level),
        rule=rule,
        gone=label.handling is Handling.DISCARD,
    )


def _left(text: str, reason: Reason) -> LeftLine:
    return LeftLine(text=text[reason.start : reason.end], why=reasons.why_not(reason))


def _percent(share: float) -> str:
    """Return a share between 0 and 1, measured to three digits, in words."""
    return f"{number_format(round(1000 * share) / 10, 1)}%"


def _search(found: Progress, *, now: datetime) -> Search:
    counts = ngettext("%(count)s message searched", "%(count)s messages searched", found.scanned) % {
        "count": found.scanned
    }
    more = ngettext("more was hidden in %(count)s", "more was hidden in %(count)s", found.covered)
    hidden = more % {"count": found.covered} if found.covered else _("nothing more had to be hidden")
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
