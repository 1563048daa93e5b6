"""The page of the keys in words: where the master key is, the weekly keys, what goes on, what was destroyed.

Source: ux.md 6.17; security-design section 4.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui import wording
from desvelo.guards.vault import key_copies, key_state, rotating
from desvelo.guards.vault.epochs import Epoch, Rotation
from desvelo.guards.vault.key_state import Destruction, KeyState
from desvelo.kernel.authority import Actor

_LATE_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochLine:
    """One weekly key."""

    title: str
    said: tuple[str, ...]
    state: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A replacement: *done* of *total*, what holds it, if anything does, and whether to look again in a moment."""

    title: str
    done: int
    total: int
    held: str
    goes_on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroyed:
    """The weekly key destroyed last."""

    said: str
    file_digest: str
    entry_index: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPage:
    """Everything on the page."""

    root: str
    place: str
    copy: str
    copy_is_current: bool
    epochs: tuple[EpochLine, ...]
    progress: Progress | None
    destroyed: Destroyed | None
    intake: str
    may_replace: bool


def page(actor: Actor, *, now: datetime) -> KeyPage:
    """Return the page.  *now* is the wall clock's time, by which keys live.  Raises Forbidden."""
    state = key_state.state(actor, now=now)
    copy = key_copies.copy(actor, now=now)
    return KeyPage(
        root=_roots().get(state.root_kind, state.root_kind),
        place=state.root_place,
        copy=_copy(copy),
        copy_is_current=copy.is_current,
        epochs=tuple(_epoch(each, state=state, now=now) for each in reversed(state.epochs)),
        progress=_progress(state.running, waits_until=state.waits_until) if state.running else None,
        destroyed=_destroyed(state.destroyed) if state.destroyed else None,
        intake=ngettext(
            "%(count)s pair of keys of arrival is alive. Each day another one takes over.",
            "%(count)s pairs of keys of arrival are alive. Each day another one takes over.",
            state.intake_count,
        )
        % {"count": state.intake_count},
        may_replace=rotating.may_ask(actor, now=now),
    )


def _roots() -> dict[str, str]:
    return {
        "age": _("In an age identity"),
        "aws-kms": _("In AWS KMS, which wraps with it and never hands it out"),
        "file": _("In a file on this server"),
        "vault": _("In Vault or OpenBao, which wraps with it and never hands it out"),
    }


def _copy(copy: key_copies.Copy) -> str:
    if copy.is_current:
        return _("Somebody showed a whole copy: %(when)s.") % {"when": copy.shown_label}
    if copy.shown_label:
        return _("The keys changed since the last copy was shown (%(when)s). Make another.") % {
            "when": copy.shown_label
        }
    return _("A copy of the keys, kept elsewhere, is the only way back if this machine breaks.")


def _epoch(epoch: Epoch, *, state: KeyState, now: datetime) -> EpochLine:
    said = [
        _("Since %(date)s.") % {"date": wording.date(epoch.made_at)},
        ngettext(
            "It closes the key of %(count)s customer.", "It closes the keys of %(count)s customers.", epoch.row_count
        )
        % {"count": epoch.row_count},
    ]
    label, tone = _("In use"), "ok"
    if epoch.number != state.epochs[-1].number:
        label, tone = _("Leaving"), "neutral"
    else:
        said.append(
            _("To be replaced on %(date)s at %(hour)s.")
            % {"date": wording.date(epoch.due_at), "hour": wording.hour(epoch.due_at)}
        )
        if epoch.due_at + _LATE_AFTER < now:
            label, tone = _("Late"), "warn"
    title = _("Weekly key no. %(number)s") % {"number": epoch.number}
    return EpochLine(title=title, said=tuple(said), state=label, tone=tone)


def _progress(running: Rotation, *, waits_until: datetime | None) -> Progress:
    said = {"number": running.old, "done": running.done, "total": running.total}
    if waits_until is not None:
        return _waiting(running, until=waits_until)
    held = ngettext(
        "The key of %(count)s customer does not open. Until it does, or the customer is erased, the old key stays.",
        "The keys of %(count)s customers do not open. Until they do, or the customers are erased, the old key stays.",
        running.stuck,
    ) % {"count": running.stuck}
    return Progress(
        title=_("Weekly key no. %(number)s is being replaced: %(done)s of %(total)s") % said,
        done=running.done,
        total=max(running.total, 1),
        held=held if running.stuck else "",
    )


def _waiting(running: Rotation, *, until: datetime) -> Progress:
    """Say that all is wrapped anew, and why the old key is still there."""
    latest = {"date": wording.date(until), "hour": wording.hour(until)}
    return Progress(
        title=_("Weekly key no. %(number)s is replaced, and kept until a backup is made") % {"number": running.old},
        done=1,
        total=1,
        goes_on=False,
        held=_(
            "Every backup there is needs it. Run “desvelo backup”; without one it is destroyed on %(date)s at "
            "%(hour)s, because erased data must not open any more by then."
        )
        % latest,
    )


def _destroyed(last: Destruction) -> Destroyed:
    when = {"number": last.number, "date": wording.date(last.at), "hour": wording.hour(last.at)}
    return Destroyed(
        said=_("Weekly key no. %(number)s was destroyed on %(date)s at %(hour)s.") % when,
        file_digest=last.file_digest,
        entry_index=last.entry_index,
    )
