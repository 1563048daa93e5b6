"""The copy of the keys that somebody keeps elsewhere: without one, a broken disk closes everything for ever.

Whoever has a copy lets ``desvelo keys check FOLDER`` read it and types the code it gives.  The code follows from every
lasting key, opened with the root of that folder; so it is right only for a copy that could open what is sealed today.
It cannot show that the copy lies elsewhere: the page asks for that in words.

Source: security-design D4.5; ux.md 7.1.3.
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import transaction

from desvelo.base.keyring import KeyMissing, Keyring, keyring
from desvelo.base.roots.root import RootUnavailable
from desvelo.base.ui import wording
from desvelo.guards.access import gate
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault.models import KeyCopy
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.errors import DesveloError


class CodeWrong(DesveloError):
    """The code is not that of the keys in use: another copy, an old one, or mistyped."""

    code = "vault.copy_code_wrong"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Where the keys lie, and who last showed a copy of them; *is_current* if it opens what is sealed today.

    *root_kind* and *root_place* say where the key that closes them is kept, *opens* whether it opened each lasting one.
    """

    folder: Path
    root_kind: str
    root_place: str
    opens: bool
    is_current: bool
    shown_label: str = ""
    shown_by: str = ""


def copy(actor: Actor, *, now: datetime) -> Copy:
    """Return what is known of the copy.  Raises Forbidden."""
    gate.require(actor, Permission.NUMBER_MANAGE, now=now)
    row = KeyCopy.objects.select_related("shown_by").order_by("-shown_at").first()
    ring = keyring(settings.DESVELO.keys)
    kind, place = ring.root_place()
    code = _opened(ring)
    kept = Copy(
        folder=settings.DESVELO.keys, root_kind=kind, root_place=place, opens=code is not None, is_current=False
    )
    if row is None:
        return kept
    return replace(
        kept,
        is_current=code is not None and bytes(row.digest) == _digest(code),
        shown_label=wording.moment(row.shown_at, now=now),
        shown_by=row.shown_by.name if row.shown_by else "",
    )


def show(*, actor: Actor, typed: str, now: datetime) -> None:
    """Take the code of a copy, on record.  Raises Forbidden, CodeWrong."""
    gate.require(actor, Permission.NUMBER_MANAGE, now=now)
    right = _plain(keyring(settings.DESVELO.keys).copy_code())
    is_right = hmac.compare_digest(_plain(typed).encode(), right.encode())
    entry = Entry(
        tag="key:copy", at=now, actor=actor.id, session=actor.session, result="done" if is_right else "denied:code"
    )
    with transaction.atomic():
        audit.record([entry])
        if is_right:
            KeyCopy.objects.create(digest=_digest(right), shown_at=now, shown_by_id=actor.id)
    if not is_right:
        raise CodeWrong


def _opened(ring: Keyring) -> str | None:
    try:
        return ring.copy_code()
    except (KeyMissing, RootUnavailable):
        return None


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "").upper()


def _digest(code: str) -> bytes:
    return hashlib.sha256(b"desvelo/key copy" + _plain(code).encode()).digest()
