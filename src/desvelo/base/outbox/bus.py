"""Who hears of which event, filled once by ``config.wiring``.

Two kinds of listener.  *Together* runs inside the publisher's transaction with all events of one kind at once: for
rows that must never be seen apart.  *After* runs from the queue, one event at a time and possibly twice: for whatever
may take long or talk to the outside.
"""

from collections.abc import Callable, Mapping, Sequence

from desvelo.base.outbox.event import Event

Together = Callable[[Sequence[Event]], None]
After = Callable[[Event], None]

_together: dict[type[Event], tuple[Together, ...]] = {}
_after: dict[type[Event], tuple[After, ...]] = {}
_by_tag: dict[str, type[Event]] = {}


def connect(
    *, together: Mapping[type[Event], tuple[Together, ...]], after: Mapping[type[Event], tuple[After, ...]]
) -> None:
    """Set the subscriptions of this process; called once at start."""
    _together.update(together)
    _after.update(after)
    _by_tag.update({event.tag: event for event in (*together, *after)})


def listeners_together(event: type[Event]) -> tuple[Together, ...]:
    """Return who runs inside the transaction."""
    return _together.get(event, ())


def listeners_after(event: type[Event]) -> tuple[After, ...]:
    """Return who runs from the queue."""
    return _after.get(event, ())


def event_type(tag: str) -> type[Event] | None:
    """Return the event a waiting row speaks of, or None when this version no longer knows it."""
    return _by_tag.get(tag)
