"""What assurance does when those below tell it something: it counts, in their transaction, and nothing else."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from desvelo.base import tally
from desvelo.base.outbox.event import Event
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.events import DatumRevealed


def on_messages_received(events: Sequence[Event]) -> None:
    """Count what customers wrote."""
    tally.add({"message.in": len(events)})


def on_messages_written(events: Sequence[Event]) -> None:
    """Count what we wrote."""
    tally.add({"message.out": len(events)})


def on_data_revealed(events: Sequence[Event]) -> None:
    """Count what was shown, by class."""
    labels = vault.labels([event.datum_id for event in cast("Sequence[DatumRevealed]", events)])
    tally.add({f"reveal.{label}": count for label, count in Counter(labels).items()})
