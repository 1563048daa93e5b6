"""Slow down guessing, in the database so that every worker counts together.

Failures count per account and network together, so a stranger elsewhere cannot lock a person out; and, with a far
higher limit, per account alone, so that a botnet cannot guess for ever.  A passkey cannot be guessed and names no
account: its failures count per network alone, with a limit that only stops somebody who fills the ledger.

Source: security-design section 8 (throttling); NIST SP 800-63B-4 section 3.2.2.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network

from desvelo.guards.access.errors import TooManyTries
from desvelo.guards.access.models import Failure

WINDOW = timedelta(minutes=10)
FROM_ONE_NETWORK = 10
FROM_EVERYWHERE = 100
PASSKEYS_FROM_ONE_NETWORK = 60
CALLS_FROM_ONE_NETWORK = 60
Counters = tuple[tuple[bytes, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whose account is being tried and from where."""

    account: str
    address: str

    def counters(self) -> Counters:
        """Return what failures are counted under, each with its limit."""
        account = self.account.strip().lower()
        return (
            (_digest("near", account, _network(self.address)), FROM_ONE_NETWORK),
            (_digest("all", account), FROM_EVERYWHERE),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """From where a passkey is being tried, of whatever account."""

    address: str

    def counters(self) -> Counters:
        """Return what failures are counted under, with its limit."""
        return ((_digest("passkey", _network(self.address)), PASSKEYS_FROM_ONE_NETWORK),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """From where a token of an identity provider is being tried; apart from people, so neither shuts the other out."""

    address: str

    def counters(self) -> Counters:
        """Return what failures are counted under, with its limit."""
        return ((_digest("caller", _network(self.address)), CALLS_FROM_ONE_NETWORK),)


def require_calm(origin: Origin | Network | Caller, *, now: datetime) -> None:
    """Raise TooManyTries while an account has too many recent failures."""
    for key, limit in origin.counters():
        recent = list(
            Failure.objects.filter(key=key, at__gt=now - WINDOW).order_by("-at").values_list("at", flat=True)[:limit]
        )
        if len(recent) >= limit:
            raise TooManyTries(wait_seconds=max(1, int((recent[-1] + WINDOW - now).total_seconds())))


def count_failure(origin: Origin | Network | Caller, *, now: datetime) -> None:
    """Remember one failure."""
    Failure.objects.bulk_create(Failure(key=key, at=now) for key, _ in origin.counters())
    Failure.objects.filter(at__lt=now - WINDOW * 6).delete()


def forget_failures(origin: Origin) -> None:
    """Forget the failures from this network, after a full sign-in."""
    Failure.objects.filter(key=origin.counters()[0][0]).delete()


def _network(address: str) -> str:
    try:
        prefix = 48 if ":" in address else 24
        return str(ip_network(f"{address}/{prefix}", strict=False))
    except ValueError:
        return "unknown"


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode()).digest()
