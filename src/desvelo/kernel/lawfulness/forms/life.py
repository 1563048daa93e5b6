"""The life of one link: made, opened, begun, answered; or over, or taken back.

Opening consumes nothing: previews and scanners open links before any person does, and as often as they like.  Only the
POST behind «Começar» binds the link to one browser, and only that browser answers, once.  Whoever began in time has ten
minutes to finish, because nobody should lose what they typed to the clock.

Source: ux.md 7.4 and 13.7; WCAG 2.2, 2.2.1.

>>> from datetime import UTC
>>> life = begin(Life(made_at=datetime(2026, 1, 1, tzinfo=UTC), lifetime=timedelta(hours=2)), by="a", now=datetime(
...     2026, 1, 1, 1, tzinfo=UTC))
>>> state(life, now=datetime(2026, 1, 1, 1, 5, tzinfo=UTC))
<State.BEGUN: 'begun'>
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Final

from desvelo.kernel.lawfulness.errors import FormStepRefused

TO_FINISH: Final = timedelta(minutes=10)


class State(StrEnum):
    """Where a link stands."""

    ANSWERED = "answered"
    BEGUN = "begun"
    EXPIRED = "expired"
    MADE = "made"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"


ENDED: Final = frozenset({State.ANSWERED, State.EXPIRED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What happened to a link; *begun_by* is a digest of what only the browser that began holds."""

    made_at: datetime
    lifetime: timedelta
    opened_at: datetime | None = None
    begun_at: datetime | None = None
    begun_by: str = ""
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def good_until(self) -> datetime:
        """Return until when somebody may begin."""
        return self.made_at + self.lifetime

    @property
    def answers_until(self) -> datetime:
        """Return until when whoever began may answer."""
        begun = self.begun_at
        return self.good_until if begun is None else max(self.good_until, begun + TO_FINISH)


def state(life: Life, *, now: datetime) -> State:
    """Return where a link stands at an instant."""
    if life.withdrawn_at is not None:
        return State.WITHDRAWN
    if life.answered_at is not None:
        return State.ANSWERED
    if now >= life.answers_until:
        return State.EXPIRED
    if life.begun_at is not None:
        return State.BEGUN
    return State.MADE if life.opened_at is None else State.OPENED


def open_page(life: Life, *, now: datetime) -> Life:
    """Take note that somebody or something opened the link (GET); never refused, and never takes anything away."""
    return replace(life, opened_at=now) if state(life, now=now) is State.MADE else life


def begin(life: Life, *, by: str, now: datetime) -> Life:
    """Bind the link to one browser (POST behind «Começar»); the same one may do it again.  Raises FormStepRefused."""
    at = state(life, now=now)
    if not by or at in ENDED or (at is State.BEGUN and not compare_digest(life.begun_by, by)):
        raise FormStepRefused(step="begin", state=at)
    return life if at is State.BEGUN else replace(life, begun_at=now, begun_by=by)


def answer(life: Life, *, by: str, now: datetime) -> Life:
    """Take the answer of the browser that began, once.  Raises FormStepRefused."""
    at = state(life, now=now)
    if at is not State.BEGUN or not by or not compare_digest(life.begun_by, by):
        raise FormStepRefused(step="answer", state=at)
    return replace(life, answered_at=now)


def withdraw(life: Life, *, now: datetime) -> Life:
    """Take a link back before it was answered.  Raises FormStepRefused."""
    at = state(life, now=now)
    if at in ENDED:
        raise FormStepRefused(step="withdraw", state=at)
    return replace(life, withdrawn_at=now)
