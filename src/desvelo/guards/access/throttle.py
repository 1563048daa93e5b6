"""Slow down guessing, in the database so that every worker counts together.

Failures count per account and network together: ten in ten minutes, so a stranger elsewhere cannot lock a person out.
And per authenticator, from everywhere: a hundred.  Of passwords within a day, because anybody can fail at one; of codes
one after the other, because only whoever has the password gets that far, until somebody enters again.

A browser in which the person signed in before is counted by itself (``known``): whatever others do, from however many
addresses, that person does not wait.  Passkeys cannot be guessed: their failures hold nobody up, and beyond a number
from one network they leave no more entries.

Whoever reaches a limit is on record once for each limit, and those who answer alarms are told, as one notice.

Source: security-design section 8 (throttling); NIST SP 800-63B-4 section 3.2.2; ASVS v5.0.0-6.1.1, 6.3.1.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Final

from django.db import transaction

from desvelo.guards.access import known, notices
from desvelo.guards.access.errors import TooManyTries
from desvelo.guards.access.models import Failure, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry

WINDOW: Final = timedelta(minutes=10)
DAY: Final = timedelta(days=1)
IN_A_ROW: Final = timedelta(days=30)
FROM_ONE_NETWORK: Final = 10
FROM_EVERYWHERE: Final = 100
STRANGERS_FROM_ONE_NETWORK: Final = 60
GUESSED: Final = "session:guess"
CODE, RECOVERY, LINK = "code:", "recovery:", "link:"
PASSWORD: Final = "password:"  # noqa: S105  what is tried: nobody types themselves into the count of something else
_GUESSABLE: Final = (CODE, RECOVERY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What failures are counted under: at most *limit* of them that are not older than *lasts*."""

    key: bytes
    limit: int
    lasts: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which authenticator of whose account is being tried, and from where; *known* is the cookie of a known browser.

    *account* begins with what is tried (``PASSWORD``, ``CODE``, ``RECOVERY``, ``LINK``).
    """

    account: str
    address: str
    known: str = ""

    @property
    def email(self) -> str:
        """Return whose account it is."""
        return self.account.strip().lower().partition(":")[2].strip().replace("\0", "\ufffd")

    def counters(self, *, now: datetime) -> tuple[Counter, ...]:
        """Return what failures are counted under."""
        account = self.account.strip().lower()
        place, whole = ("near", _network(self.address)), "all"
        if known.is_known(self.known, email=self.email, now=now):
            place, whole = ("known", self.known), f"known {self.known}"
        return (
            Counter(key=_digest(place[0], account, place[1]), limit=FROM_ONE_NETWORK, lasts=WINDOW),
            Counter(key=_digest(whole, account), limit=FROM_EVERYWHERE, lasts=_lasts(account)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """From where something is tried that is nobody's yet: an invitation, the way back from a provider, a passkey."""

    address: str
    what: str = "stranger"

    def counters(self, *, now: datetime) -> tuple[Counter, ...]:  # noqa: ARG002  as of Origin
        """Return what failures are counted under."""
        key = _digest(self.what, _network(self.address))
        return (Counter(key=key, limit=STRANGERS_FROM_ONE_NETWORK, lasts=WINDOW),)


def require_calm(origin: Origin | Network, *, now: datetime) -> None:
    """Raise TooManyTries while there are too many recent failures; a try that was not even read is told."""
    for each in origin.counters(now=now):
        recent = list(
            Failure.objects.filter(key=each.key, at__gt=now - each.lasts)
            .order_by("-at")
            .values_list("at", flat=True)[: each.limit]
        )
        if len(recent) >= each.limit:
            notices.tell(notices.Kind.GUESSED, about=None, now=now)
            raise TooManyTries(wait_seconds=max(1, int((recent[-1] + each.lasts - now).total_seconds())))


def count_failure(origin: Origin | Network, *, now: datetime) -> None:
    """Remember one failure; whoever reaches a limit with it is put on record."""
    counters = origin.counters(now=now)
    Failure.objects.filter(until__lt=now).delete()
    Failure.objects.bulk_create(Failure(key=each.key, at=now, until=now + each.lasts) for each in counters)
    for each in counters:
        if Failure.objects.filter(key=each.key, at__gt=now - each.lasts).count() == each.limit:
            _put_on_record(origin, each, now=now)


def forget_failures(origin: Origin, *, now: datetime) -> None:
    """Forget the failures from this network or known browser, after a full sign-in."""
    Failure.objects.filter(key=origin.counters(now=now)[0].key).delete()


def begin_anew(email: str) -> None:
    """Begin to count codes anew: somebody entered the account by all that is asked."""
    keys = [_digest("all", f"{kind}{email.strip().lower()}") for kind in _GUESSABLE]
    Failure.objects.filter(key__in=keys).delete()


def _put_on_record(origin: Origin | Network, counter: Counter, *, now: datetime) -> None:
    email = origin.email if isinstance(origin, Origin) else ""
    user = User.objects.filter(email=email).values_list("id", flat=True).first()
    objects = {"count": str(counter.limit), **({"user": str(user)} if user else {})}
    with transaction.atomic():
        audit.record([Entry(tag=GUESSED, at=now, result="denied:throttled", objects=objects)])
        notices.tell(notices.Kind.GUESSED, about=None, now=now)


def _lasts(account: str) -> timedelta:
    return IN_A_ROW if account.startswith(_GUESSABLE) else DAY


def _network(address: str) -> str:
    try:
        prefix = 48 if ":" in address else 24
        return str(ip_network(f"{address}/{prefix}", strict=False))
    except ValueError:
        return "unknown"


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
