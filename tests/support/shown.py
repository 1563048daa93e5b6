"""See a value the way a page does: ask why, then let a frame use the ticket up."""

from datetime import datetime
from typing import Any

FRAME = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
"""What a browser says when a page of ours frames a document of ours."""


def value(revealed: Any, *, actor: Any, now: datetime) -> str:
    """Return the value that *actor* was given leave to see."""
    from desvelo.guards.vault import tickets

    return tickets.redeem(actor=actor, ticket=revealed.ticket, in_frame=True, now=now).value.expose()
