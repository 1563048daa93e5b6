"""The first message: where to write it, and what became of it when it is there.

Source: ux.md 7.1.6.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desvelo.base.ui import simulator
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.channel import numbers
from desvelo.service.channel import queries as channel

_CPF: Final = "CPF"
_NO_DIGIT = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """Where it can be written: to *display* by *link*, or in the simulator at *phone*; and what arrived behind *after*.

    *hides_cpf* says that a CPF in it was found and is hidden.
    """

    display: str
    link: str
    phone: str
    has_arrived: bool
    hides_cpf: bool
    after: int


def awaited(actor: Actor, *, now: datetime, after: int | None = None) -> Awaited:
    """Return where the first message stands, or one behind *after*, which a page says again that waits for it.

    The demonstration has messages of its own from the start; there the one meant is the next.  Raises Forbidden.
    """
    gate.require(actor, Permission.NUMBER_MANAGE, now=now)
    newest, display, phone = channel.newest_received(), _display(now=now), simulator.address()
    if after is None:
        after = newest[0] if newest and phone else 0
    arrived = newest[1] if newest and newest[0] > after else None
    return Awaited(
        display=display,
        link=_link(display),
        phone=phone,
        has_arrived=arrived is not None,
        hides_cpf=arrived is not None and _CPF in vault.labels_in(arrived),
        after=after,
    )


def link(actor: Actor, *, now: datetime) -> str:
    """Return the address that opens WhatsApp at our number.  Raises Forbidden, NotFound where there is none."""
    found = awaited(actor, now=now).link
    if not found:
        raise NotFound
    return found


def _display(*, now: datetime) -> str:
    return next((each.display for each in numbers.numbers(now=now)), "")


def _link(display: str) -> str:
    """Nobody but the sandbox knows its numbers: in WhatsApp itself, one might be a stranger's."""
    digits = _NO_DIGIT.sub("", display)
    return f"https://wa.me/{digits}" if digits and not simulator.address() else ""
