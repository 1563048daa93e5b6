"""Who hears of which event, filled once by ``config.wiring``.

Two kinds of listener.  *Together* runs inside the publisher's transaction with all events of one kind at once: for
rows that must never be seen apart.  *After* runs from the queue, one event at a time and possibly twice: for whatever
may take long or talk to the outside.  One that has work with few events says so (``only``); the others
leave no row.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from desvelo.base.outbox.event import Event

Together = Callable[[Sequence[Event]], None]
After = Callable[[Event], None]
_Listener = TypeVar("_Listener", bound=After)

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


def only(*, when: Callable[[Event], bool]) -> Callable[[_Listener], _Listener]:
    """Mark a listener *after* that has work only with events for which *when* holds."""

    def mark(listener: _Listener) -> _Listener:
        listener.has_work = when  # type: ignore[attr-defined]  # functions carry attributes; mypy cannot say so
        return listener

    return mark


def has_work_after(event: Event) -> bool:
    """Tell whether any listener after has work with *event*; one that does not say has."""
    listeners = listeners_after(type(event))
    return any(not hasattr(listener, "has_work") or listener.has_work(event) for listener in listeners)


def event_type(tag: str) -> type[Event] | None:
    """Return the event a waiting row speaks of, or None when this version no longer knows it."""
    return _by_tag.get(tag)
