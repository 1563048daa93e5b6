"""The six steps of a first run, named once: the first two stand at the door, the others behind it.

Source: ux.md 7.1.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from desvelo.guards.access import queries

ACCOUNT: Final = "account"
FACTOR: Final = "factor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One step, beside the page of another."""

    key: str
    title: str
    is_done: bool


def titles() -> dict[str, str]:
    """Return what each step is called, in their order."""
    return {
        ACCOUNT: _("Your account"),
        FACTOR: _("Second factor and recovery codes"),
        "key": _("Master key"),
        "number": _("WhatsApp number"),
        "team": _("Team"),
        "message": _("First message"),
    }


def at_the_door(here: str) -> tuple[Mark, ...]:
    """Return the steps beside the page of one at the door; none once more people than the first work here."""
    if here == FACTOR and not queries.is_alone():
        return ()
    order = list(titles())
    return tuple(
        Mark(key=key, title=title, is_done=order.index(key) < order.index(here)) for key, title in titles().items()
    )
