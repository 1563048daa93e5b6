"""The way back for somebody of IT without any code: whoever runs the machine gives them one, for half an hour, once.

Two people let somebody begin anew (``reinstating``); where one person keeps the system there are no two.  Whoever can
start a command at the machine holds the keys already, so the command gives them nothing; it gives the person a code
that stands where a recovery code stands, after the first factor, and ends the same way: every session over, the code
app void, another factor enrolled before anything else.  It is on record, and those who have to know are told when it is
made, not when it is used: the data protection officer and the supervisors, none of whom is of IT.

Source: security-design section 8 (recovery of a lost factor); ASVS v5.0.0-6.4.4, 6.4.6; decision 0059.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction

from desvelo.guards.access import notices, typed_codes, vouching
from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.models import User
from desvelo.guards.access.recovery_models import TerminalCode
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Role

LASTS: Final = timedelta(minutes=30)
ISSUED: Final = "recovery:issue"
REFUSED: Final = "recovery:refuse"
_KIND: Final = "terminal_code"


def issue(*, email: str, now: datetime) -> str:
    """Return a code for the person of IT who signs in with *email*, the one before void.

    Raises NotFound for anybody else.
    """
    code = typed_codes.make()
    with transaction.atomic():
        user = (
            User.objects.select_for_update().filter(email=email.strip().lower(), role=Role.IT, is_active=True).first()
        )
        if user is None:
            raise NotFound
        TerminalCode.objects.filter(user=user).delete()
        row = TerminalCode(user=user, digest=_digest(code), expires_at=now + LASTS)
        row.mac = vouching.mac(_KIND, *_written(row))
        row.save(force_insert=True)
        audit.record([Entry(tag=ISSUED, at=now, objects={"user": str(user.id)})])
        notices.tell(notices.Kind.TERMINAL, about=user.id, now=now)
        notices.tell_supervisors(about=user.id, now=now)
    return typed_codes.shown(code)


def use_up(user: User, written: str, *, now: datetime) -> bool:
    """Delete the code that was typed, in the caller's transaction, and tell whether it was good for *user*.

    Of two who type it at once, it is good for one: the caller holds the person's row.
    """
    row = TerminalCode.objects.select_for_update().filter(user=user, digest=_digest(written)).first()
    if row is None or row.expires_at <= now or not _is_ours(row):
        return False
    row.delete()
    return True


def sweep(*, now: datetime) -> int:
    """Forget codes that are over, and take away, on record, every one that was not made here."""
    deleted, _ = TerminalCode.objects.filter(expires_at__lte=now).delete()
    forged = (each for each in TerminalCode.objects.all() if not _is_ours(each))
    return deleted + vouching.take_away(
        forged, kind=_KIND, entry=lambda each: Entry(tag=REFUSED, at=now, objects={"user": str(each.user_id)})
    )


def _is_ours(row: TerminalCode) -> bool:
    return vouching.holds(row.mac, _KIND, *_written(row))


def _written(row: TerminalCode) -> tuple[str | bytes, ...]:
    return str(row.user_id), bytes(row.digest), row.expires_at.astimezone(UTC).isoformat()


def _digest(code: str) -> bytes:
    return hashlib.sha256(b"desvelo/terminal" + code.encode()).digest()
