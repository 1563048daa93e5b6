"""Connect a number, check its connection piece by piece, mend what can be mended from here.

Nothing is kept of a connection that Meta does not confirm: the token, the app's secret and the two ids are tried
together first.  What is kept is sealed, and never shown again.  A check changes nothing at Meta: the round trip asks
it to verify, once more, the address it already sends to.

Source: ux.md 6.17 and 7.1.4; whatsapp-cloud-api sections 2, 5, 18 and 20.
"""

import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction

from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.whatsapp import connection as rule
from desvelo.kernel.whatsapp import connection_number, reading
from desvelo.kernel.whatsapp.connection import Finding, State
from desvelo.service.channel import actions, app_secrets, checking, connection_calls
from desvelo.service.channel.checking import By
from desvelo.service.channel.connection_calls import UNREACHABLE, Line, MetaRefused, ask, ask_as_app, tell, tell_as_app
from desvelo.service.channel.errors import ConnectionRefused, NumberUnknown
from desvelo.service.channel.models import Number, NumberCheck

PROBES: Final = tuple(rule.CHECKS_OF)
_ID = re.compile(r"[0-9]{5,20}", re.ASCII)
_PIN = re.compile(r"[0-9]{6}", re.ASCII)
_SECRET = re.compile(r"[!-~]{8,1000}", re.ASCII)
_NOT_VERIFIED: Final = "2200"
_NO_SUCH_FIELD: Final = "100"
_MOST_NUMBERS: Final = "500"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody typed to connect a number."""

    phone_number_id: str
    waba_id: str
    app_id: str
    access_token: str = field(repr=False)
    app_secret: str = field(repr=False)
    first_team: UUID

    def line(self) -> Line:
        """Return how to speak to Meta with it."""
        return Line(
            phone_number_id=self.phone_number_id,
            waba_id=self.waba_id,
            app_id=self.app_id,
            token=self.access_token,
            app_secret=self.app_secret,
        )


def connect(asked: Asked, *, entry: Entry, now: datetime) -> UUID:
    """Try a connection with Meta and keep it; *entry* says who wants that.  Raises ConnectionRefused."""
    _require_shapes(asked)
    line = asked.line()
    _require_token(line, now=now)
    display = _require_number(line)
    known = app_secrets.Door(settings.DESVELO.keys).refresh().file.verify_token
    connection = actions.Connection(
        phone_number_id=asked.phone_number_id,
        waba_id=asked.waba_id,
        display=display,
        access_token=asked.access_token,
        app_id=asked.app_id,
        app_secret=asked.app_secret,
        verify_token=known or secrets.token_urlsafe(32),
        first_team=asked.first_team,
    )
    with transaction.atomic():
        number = actions.connect_number(connection, now=now, entry=entry)
        NumberCheck.objects.filter(number_id=number).delete()
    _let_one_app_speak(asked)
    return number


def check(number: UUID, probe: str, *, by: By, now: datetime) -> tuple[Finding, ...]:
    """Ask Meta one of the ``PROBES`` on behalf of *by*, keep what came of it and return it.  Raises NumberUnknown."""
    row = _number(number)
    line = line_of(row)
    if line is None:
        findings = rule.unanswered(probe, reason="no_app", state=State.FAIL)
    else:
        findings = _asked(line, probe, now=now)
    checking.keep(row, probe, findings, by=by, now=now)
    return findings


def mend(number: UUID, what: str, *, entry: Entry, pin: str = "") -> None:
    """Mend one thing at Meta: ``app``, ``account``, ``identity`` or ``pin``; *entry* says who wants that.

    Raises NumberUnknown, ConnectionRefused.
    """
    row = _number(number)
    line = line_of(row)
    if line is None:
        raise ConnectionRefused(field="app_secret", reason="no_app")
    if what == "pin" and not _PIN.fullmatch(pin):
        raise ConnectionRefused(field="pin", reason="shape")
    try:
        _MENDS[what](line, pin)
    except MetaRefused as refused:
        raise ConnectionRefused(field=what, reason=_reason(refused)) from refused
    with transaction.atomic():
        audit.record([entry])


def line_of(number: Number) -> Line | None:
    """Return how to speak to Meta about a number; None while no app's secret is known for it."""
    apps = app_secrets.Door(settings.DESVELO.keys).refresh().file.apps
    app = next((each for each in reversed(apps) if number.phone_number_id in each.phone_number_ids), None)
    if app is None:
        return None
    return Line(
        phone_number_id=number.phone_number_id,
        waba_id=number.waba_id,
        app_id=app.id,
        token=actions.token_of(number),
        app_secret=app.secret,
    )


def _let_one_app_speak(asked: Asked) -> None:
    """Take the number from every other app: a secret it was connected with before must not sign for it any more."""
    known = app_secrets.Door(settings.DESVELO.keys).refresh().file
    others = {
        app.id: tuple(each for each in app.phone_number_ids if each != asked.phone_number_id)
        for app in known.apps
        if app.id != asked.app_id
    }
    kept = tuple(
        msgspec.structs.replace(app, phone_number_ids=others.get(app.id, app.phone_number_ids)) for app in known.apps
    )
    app_secrets.write(
        settings.DESVELO.keys, msgspec.structs.replace(known, apps=tuple(app for app in kept if app.phone_number_ids))
    )


def _require_shapes(asked: Asked) -> None:
    for name in ("phone_number_id", "waba_id", "app_id"):
        if not _ID.fullmatch(getattr(asked, name)):
            raise ConnectionRefused(field=name, reason="shape")
    for name in ("access_token", "app_secret"):
        if not _SECRET.fullmatch(getattr(asked, name)):
            raise ConnectionRefused(field=name, reason="shape")


def _require_token(line: Line, *, now: datetime) -> None:
    """Let the app vouch for itself and for the token, or raise ConnectionRefused with the field to look at."""
    try:
        told = ask_as_app(line, "debug_token", {"input_token": line.token})
    except MetaRefused as refused:
        raise ConnectionRefused(field="app_secret", reason=_reason(refused)) from refused
    described = reading.mapping(told.get("data"))
    fields = {"token_account": "waba_id", "secret": "app_secret"}
    for each in rule.of_token(described, app_id=line.app_id, waba_id=line.waba_id, now=now):
        if each.state is State.FAIL and each.reason not in {"short_lived", "soon"}:
            field_name = fields.get(each.check, "access_token")
            raise ConnectionRefused(field=field_name, reason=f"{each.check}:{each.reason}", **each.facts)


def _require_number(line: Line) -> str:
    """Return the number as people write it, if the account owns it.  Raises ConnectionRefused."""
    try:
        told = ask(line, line.phone_number_id, {"fields": "id,display_phone_number"})
    except MetaRefused as refused:
        raise ConnectionRefused(field="phone_number_id", reason=_reason(refused)) from refused
    try:
        listed = ask(line, f"{line.waba_id}/phone_numbers", {"fields": "id", "limit": _MOST_NUMBERS})
    except MetaRefused as refused:
        raise ConnectionRefused(field="waba_id", reason=_reason(refused)) from refused
    owned = {reading.word(reading.mapping(each).get("id")) for each in reading.sequence(listed.get("data"))}
    if line.phone_number_id not in owned:
        raise ConnectionRefused(field="waba_id", reason="not_its_number")
    return (reading.word(told.get("display_phone_number")) or line.phone_number_id)[:40]


def _asked(line: Line, probe: str, *, now: datetime) -> tuple[Finding, ...]:
    try:
        return _PROBES[probe](line, now)
    except MetaRefused as refused:
        state = State.UNKNOWN if refused.code == UNREACHABLE else State.FAIL
        return rule.unanswered(probe, reason=_reason(refused), state=state)


def _token(line: Line, now: datetime) -> tuple[Finding, ...]:
    told = ask_as_app(line, "debug_token", {"input_token": line.token})
    return rule.of_token(reading.mapping(told.get("data")), app_id=line.app_id, waba_id=line.waba_id, now=now)


def _app(line: Line, _now: datetime) -> tuple[Finding, ...]:
    return rule.of_app(ask_as_app(line, f"{line.app_id}/subscriptions"), address=connection_calls.address())


def _account(line: Line, _now: datetime) -> tuple[Finding, ...]:
    return rule.of_account(ask(line, f"{line.waba_id}/subscribed_apps"), app_id=line.app_id)


def _round_trip(line: Line, _now: datetime) -> tuple[Finding, ...]:
    """Let Meta verify the address it already sends to, and take the time until it says that we answered."""
    listed = ask_as_app(line, f"{line.app_id}/subscriptions")
    if rule.of_app(listed, address=connection_calls.address())[0].state is not State.OK:
        return (Finding(check="round_trip", state=State.UNKNOWN, reason="not_ours"),)
    started = time.perf_counter()
    try:
        _subscribe(line, _subscription(listed))
    except MetaRefused as refused:
        reason = "not_answered" if refused.code == _NOT_VERIFIED else _reason(refused)
        return (Finding(check="round_trip", state=State.FAIL, reason=reason),)
    took = {"ms": str(round((time.perf_counter() - started) * 1000))}
    return (Finding(check="round_trip", state=State.OK, reason="answered", facts=took),)


def _of_number(line: Line, _now: datetime) -> tuple[Finding, ...]:
    try:
        told = ask(line, line.phone_number_id, {"fields": ",".join(connection_number.NUMBER_FIELDS)})
    except MetaRefused as refused:
        if refused.code != _NO_SUCH_FIELD:
            raise
        told = ask(line, line.phone_number_id, {"fields": ",".join(connection_number.SAFE_NUMBER_FIELDS)})
    return connection_number.of_number(told, address=connection_calls.address())


def _settings(line: Line, _now: datetime) -> tuple[Finding, ...]:
    return connection_number.of_settings(ask(line, f"{line.phone_number_id}/settings"))


def _subscription(listed: Mapping[str, object]) -> tuple[str, list[str]]:
    """Return the address and the fields of the app's subscription, as they stand."""
    lines = [reading.mapping(each) for each in reading.sequence(listed.get("data"))]
    ours = next((each for each in lines if each.get("object") == rule.OBJECT), {})
    names = [reading.mapping(each).get("name", each) for each in reading.sequence(ours.get("fields"))]
    return reading.word(ours.get("callback_url")) or "", [each for each in names if isinstance(each, str)]


def _subscribe(line: Line, subscription: tuple[str, list[str]]) -> None:
    address, fields = subscription
    verify_token = app_secrets.Door(settings.DESVELO.keys).refresh().file.verify_token
    wanted = {"object": rule.OBJECT, "callback_url": address, "verify_token": verify_token, "fields": ",".join(fields)}
    tell_as_app(line, f"{line.app_id}/subscriptions", wanted)


def _mend_app(line: Line, _pin: str) -> None:
    """Point the app's webhooks at us, with what it asked for already and all that we need."""
    _, fields = _subscription(ask_as_app(line, f"{line.app_id}/subscriptions"))
    _subscribe(line, (connection_calls.address(), sorted({*fields, *rule.FIELDS})))


def _mend_account(line: Line, _pin: str) -> None:
    tell(line, f"{line.waba_id}/subscribed_apps", {})


def _mend_identity(line: Line, _pin: str) -> None:
    tell(line, f"{line.phone_number_id}/settings", {"user_identity_change": {"enable_identity_key_check": True}})


def _mend_pin(line: Line, pin: str) -> None:
    tell(line, line.phone_number_id, {"pin": pin})


def _reason(refused: MetaRefused) -> str:
    return refused.code if refused.code == UNREACHABLE else f"meta:{refused.code}"


def _number(number: UUID) -> Number:
    row = Number.objects.filter(pk=number).first()
    if row is None:
        raise NumberUnknown
    return row


_PROBES: Final[Mapping[str, Callable[[Line, datetime], tuple[Finding, ...]]]] = {
    "token": _token,
    "app": _app,
    "account": _account,
    "round_trip": _round_trip,
    "number": _of_number,
    "settings": _settings,
}
_MENDS: Final[Mapping[str, Callable[[Line, str], None]]] = {
    "app": _mend_app,
    "account": _mend_account,
    "identity": _mend_identity,
    "pin": _mend_pin,
}
MENDS: Final = tuple(_MENDS)
