"""The words around comparing one datum without showing it: the question, yes or no, and enough for now.

Source: ux.md 7.2 step 4.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.actions import Compared
from desvelo.guards.vault.queries import HeldDatum
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.desk import revealing
from desvelo.service.desk.screen import CompareForm, Refusal


def form(  # noqa: PLR0913  which datum, for whom, through which team, and what came of it
    held: HeldDatum, *, actor: Actor, team: UUID, now: datetime, compared: Compared | None = None, empty: bool = False
) -> CompareForm:
    """Return the popover for a datum, with the answer when something was *compared*."""
    return CompareForm(
        datum=held.public_id,
        label=held.label,
        tries_left=compared.tries_left if compared else vault.tries_left(held, actor=actor.id, now=now),
        matches=compared.matches if compared else None,
        empty=empty,
        may_reveal=actor.has(Permission.DATUM_REVEAL)
        and vault.class_allows(actor, Permission.DATUM_REVEAL, held=held, team=team),
        refused=_refused(held, actor=actor, team=team),
    )


def _refused(held: HeldDatum, *, actor: Actor, team: UUID) -> Refusal | None:
    if not held.kept:
        return revealing.nothing_kept()
    allows = vault.class_allows(actor, Permission.DATUM_COMPARE, held=held, team=team)
    return None if allows else revealing.class_closed()


def enough(*, again_at: datetime) -> Refusal:
    """Say that the tries are used up, and from when there are others."""
    return Refusal(
        title=_("It cannot be checked now"),
        text=_("Enough tries for now. Ask by secure form."),
        again=_("You can check again at %(time)s.") % {"time": wording.hour(again_at)},
    )
