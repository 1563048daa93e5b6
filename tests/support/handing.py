"""Give a conversation to another team as the screen of a transfer does."""

from typing import TYPE_CHECKING
from uuid import UUID

from restricted import team_id

if TYPE_CHECKING:
    from desvelo.kernel.authority import Actor

NOTE = "quer falar do pagamento"


def hand(actor: "Actor", conversation: str, to: UUID, *, with_history: bool, note: str = NOTE) -> bool:
    """Give it away; tell whether it went at once."""
    from desvelo.base import clock
    from desvelo.service.desk import transferring

    handing = transferring.Handing(to=team_id(to), with_history=with_history, note=note)
    return transferring.transfer(actor=actor, conversation=conversation, handing=handing, now=clock.business())
