"""The company's numbers as IT sees them: the list, a new one, the checklist, how each fares, what is private of it.

Source: ux.md 6.17 and 7.1.4.
"""

from dataclasses import dataclass
from datetime import datetime

from desvelo.base import clock
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.whatsapp import connection as rule
from desvelo.service.channel import actions as channel
from desvelo.service.channel import connecting
from desvelo.service.channel import numbers as known_numbers
from desvelo.service.channel.checking import By
from desvelo.service.channel.connecting import Asked
from desvelo.service.channel.numbers import Checked, KnownNumber
from desvelo.service.desk import number_statement, number_words

MENDED = "number:mend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number in the list."""

    id: str
    display: str
    state: str
    tone: str
    said: tuple[str, ...]
    privacy: str
    checked_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check on the page of a number."""

    code: str
    title: str
    state: str
    tone: str
    sentence: str
    mend: str
    mend_label: str
    asks_pin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What one question to Meta answers."""

    code: str
    checks: tuple[Check, ...]
    checked_label: str


def lines(actor: Actor, *, now: datetime) -> tuple[Line, ...]:
    """Return every number with what is wrong with it.  Raises Forbidden."""
    gate.require(actor, Permission.NUMBER_MANAGE, now=now)
    return tuple(_line(each, now=now) for each in known_numbers.numbers(now=now))


def may_change(actor: Actor) -> bool:
    """Tell whether *actor* showed a factor recently enough to change a connection: asked before a form is filled in."""
    return actor.has_proved(within=gate.PROOF_LASTS, now=clock.wall())


def one(actor: Actor, phone_number_id: str, *, now: datetime) -> KnownNumber:
    """Return one number.  Raises Forbidden, NotFound."""
    gate.require(actor, Permission.NUMBER_MANAGE, now=now)
    known = known_numbers.number(phone_number_id, now=now)
    if known is None:
        raise NotFound
    return known


def probes(known: KnownNumber, *, now: datetime) -> tuple[Probe, ...]:
    """Return the checklist of a number, as it was last found."""
    return tuple(probe(known, each, now=now) for each in connecting.PROBES)


def probe(known: KnownNumber, code: str, *, now: datetime) -> Probe:
    """Return one part of the checklist."""
    found = [known.checks[each] for each in rule.CHECKS_OF[code] if each in known.checks]
    label = number_words.asked(found[0], now=now) if found else ""
    return Probe(code=code, checks=tuple(_check(each) for each in found), checked_label=label)


def connect(*, actor: Actor, asked: Asked, now: datetime) -> str:
    """Connect a number that Meta confirms; return Meta's id of it.

    Raises Forbidden, ProofTooOld, ConnectionRefused.
    """
    gate.require_proof(actor, Permission.NUMBER_MANAGE, now=clock.wall())
    connecting.connect(asked, entry=_entry(actor, channel.CONNECTED, now=now), now=now)
    return asked.phone_number_id


def check(*, actor: Actor, phone_number_id: str, code: str, now: datetime) -> Probe:
    """Ask Meta one question about a number.  Raises Forbidden, NotFound."""
    known = one(actor, phone_number_id, now=now)
    if code not in connecting.PROBES:
        raise NotFound
    connecting.check(known.id, code, by=By.PERSON, now=now)
    return probe(one(actor, phone_number_id, now=now), code, now=now)


def mend(*, actor: Actor, phone_number_id: str, what: str, pin: str, now: datetime) -> None:
    """Mend one thing at Meta.  Raises Forbidden, ProofTooOld, NotFound, ConnectionRefused."""
    gate.require_proof(actor, Permission.NUMBER_MANAGE, now=clock.wall())
    known = one(actor, phone_number_id, now=now)
    if what not in connecting.MENDS:
        raise NotFound
    objects = {"number": str(known.id), "what": what}
    connecting.mend(known.id, what, entry=_entry(actor, MENDED, now=now, objects=objects), pin=pin)


def _line(known: KnownNumber, *, now: datetime) -> Line:
    state, tone = number_words.STATES[rule.State.FAIL if known.bad else known.state]
    newest = max(known.checks.values(), key=lambda each: each.at, default=None)
    return Line(
        id=known.phone_number_id,
        display=known.display,
        state=str(state),
        tone=tone,
        said=tuple(number_words.bad(each, now=now) for each in known.bad),
        privacy=number_statement.summary(known),
        checked_label=number_words.asked(newest, now=now) if newest else "",
    )


def _check(checked: Checked) -> Check:
    finding = checked.finding
    state, tone = number_words.STATES[finding.state]
    mends = number_words.mend_of(finding)
    return Check(
        code=finding.check,
        title=str(number_words.TITLES[finding.check]),
        state=str(state),
        tone=tone,
        sentence=number_words.sentence(finding),
        mend=mends[0] if mends else "",
        mend_label=str(mends[1]) if mends else "",
        asks_pin=(finding.check, finding.reason) == ("pin", "not_set"),
    )


def _entry(actor: Actor, tag: str, *, now: datetime, objects: dict[str, str] | None = None) -> Entry:
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, objects=objects or {})
