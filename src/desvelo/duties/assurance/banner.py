"""What the page says about the whole log: whether it holds, as of when, up to which sealed root.

The last result is kept and shown; a reading that runs is shown only to who asked for it, or where there is no result
yet.

Source: ux.md 6.13; acceptance check 14.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.duties.assurance import sentences
from desvelo.duties.assurance.scope import Reach
from desvelo.guards.access import gate
from desvelo.guards.audit import actions, queries
from desvelo.guards.audit.verification import Verification
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.ledger.verify import Problem

STALE_AFTER = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """One of the states of the banner; *url* is empty for who may not ask for a verification."""

    state: str
    url: str = ""
    title: str = ""
    text: str = ""
    root: str = ""
    sealed: str = ""
    done: int = 0
    target: int = 0
    broken_url: str = ""


def of(reach: Reach, *, asked: bool, address: str, now: datetime) -> Banner:
    """Return the banner for who reads *reach*; *asked* says that they are waiting for a verification."""
    url = reverse("audit:verify") + address if reach.is_whole else ""
    running, last = queries.running_verification(), queries.last_verification()
    if running is not None and (asked or last is None):
        return _verifying(running, url=url)
    if last is None or last.finished_at is None:
        return Banner(
            state="unknown",
            url=url,
            title=_("Not checked yet"),
            text=_("The check reads every entry again and compares it with the sealed root."),
        )
    if last.problem is not None and not last.proved_nothing:
        return _broken(last.problem, url=url, at=last.finished_at, now=now)
    return _held(last, url=url, at=last.finished_at, now=now)


def verify(actor: Actor, *, now: datetime) -> None:
    """Begin to verify the whole log, or go on with it by one step; only who may read all of it can ask."""
    gate.require(actor, Permission.AUDIT_READ, now=now)
    actions.ask_for_seal()
    actions.begin_verification(now=now)
    actions.continue_verification(now=now)


def _verifying(run: Verification, *, url: str) -> Banner:
    return Banner(
        state="verifying",
        url=url,
        title=_("Checking the chain"),
        text=_("%(checked)s of %(total)s entries read. You can leave this page, the check goes on.")
        % {"checked": _number(run.checked), "total": _number(run.target)},
        done=run.checked,
        target=run.target,
    )


def _held(last: Verification, *, url: str, at: datetime, now: datetime) -> Banner:
    """Say that it held: on record as of when, and up to where it is sealed."""
    counted = {"checked": _number(last.checked), "total": _number(queries.size()), "time": _moment(at, now=now)}
    root = sentences.short_hash(last.root) if last.root else ""
    sealed = _sealed(last, now=now)
    if last.proved_nothing:
        return Banner(
            state="unsigned",
            url=url,
            title=_("Nothing is sealed yet"),
            text=_("The first seal is set within a minute. Then the check can say something."),
        )
    if now - at > STALE_AFTER:
        return Banner(
            state="stale",
            url=url,
            title=_("The last check is old"),
            text=_("%(checked)s of %(total)s entries checked, %(time)s. The chain was intact then.") % counted,
            root=root,
            sealed=sealed,
        )
    return Banner(
        state="intact",
        url=url,
        title=_("Chain intact: nothing was changed, erased or reordered"),
        text=_("%(checked)s of %(total)s entries checked, %(time)s.") % counted,
        root=root,
        sealed=sealed,
    )


def _sealed(last: Verification, *, now: datetime) -> str:
    """Say when the root that was compared last was sealed, and how far it reaches."""
    at = queries.sealed_at(last.signed - 1) if last.signed else None
    if at is None:
        return ""
    return _("sealed %(time)s, up to entry no. %(index)s") % {
        "time": _moment(at, now=now),
        "index": _number(last.signed - 1),
    }


def _broken(problem: Problem, *, url: str, at: datetime, now: datetime) -> Banner:
    one = problem.code in {"leaf_changed", "leaf_missing"}
    return Banner(
        state="broken",
        url=url,
        title=_broken_title(problem),
        text=_broken_text(problem, at=at, now=now),
        broken_url=reverse("audit:entry", args=[problem.index]) if one and problem.code == "leaf_changed" else "",
    )


def _broken_title(problem: Problem) -> str:
    numbers = {"index": _number(problem.index), "last": _number(problem.last or problem.index)}
    if problem.code in {"leaf_changed", "leaf_missing"}:
        return _("Chain broken at entry no. %(index)s") % numbers
    if problem.code == "leaves_changed":
        return _("Chain broken between entries no. %(index)s and %(last)s") % numbers
    if problem.code == "leaves_missing":
        return _("Entries no. %(index)s to %(last)s are gone from the end of the chain") % numbers
    if problem.code == "checkpoint_missing":
        return _("The seal of %(index)s entries is gone") % numbers
    if problem.code == "node_added":
        return _("Something was added to the chain that no entry accounts for")
    return _("A seal of the chain is not ours")


def _broken_text(problem: Problem, *, at: datetime, now: datetime) -> str:
    sealed = queries.sealed_at(problem.index)
    told = {"seal": wording.hour(sealed) if sealed else "", "time": _moment(at, now=now)}
    if sealed is not None and problem.code in {"leaf_changed", "leaf_missing", "leaves_changed"}:
        return _("The content does not match the seal of %(seal)s. Do not erase anything, and call security.") % told
    return _("Found by the check, %(time)s. Do not erase anything, and call security.") % told


def _moment(at: datetime, *, now: datetime) -> str:
    """Say when, to stand at the end of a sentence: «às 09:40», «ontem às 21:07»."""
    said = wording.moment(at, now=now)
    if ":" in said:
        return _("at %(hour)s") % {"hour": said}
    return _("%(day)s at %(hour)s") % {"day": said, "hour": wording.hour(at)}


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
