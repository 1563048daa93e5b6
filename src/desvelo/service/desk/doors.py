"""The closed door of a restricted team, in words: whose it is, who decides, how to ask, and the way in for emergencies.

Source: ux.md section 4 (no permission) and 7.2 step 7.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.guards.access import visiting
from desvelo.kernel.authority import Actor
from desvelo.service.desk import emergency


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPage:
    """Everything on the page; *waits_until* while a request waits."""

    id: str
    name: str
    decide: str
    reasons: tuple[tuple[str, str], ...]
    emergencies: tuple[tuple[str, str], ...]
    waits_until: str
    hours: int
    minutes: int
    owes: bool
    may_break: bool


def page(actor: Actor, team: str, *, now: datetime) -> DoorPage | None:
    """Return the closed door of *team* for *actor*; None where there is none."""
    found = visiting.door(actor, team, now=now)
    if found is None:
        return None
    return DoorPage(
        id=found.public_id,
        name=found.name,
        decide=", ".join(found.decide),
        reasons=tuple((code, reason(code)) for code in visiting.REASONS),
        emergencies=tuple((code, reason(code)) for code in visiting.EMERGENCIES),
        waits_until=wording.hour(found.waiting.expires_at) if found.waiting else "",
        hours=int(visiting.LASTS.total_seconds() // 3600),
        minutes=int(visiting.GLASS_LASTS.total_seconds() // 60),
        owes=emergency.owes(actor),
        may_break=emergency.may_break(actor),
    )


def reason(code: str) -> str:
    """Say why somebody wants to be let in."""
    return {
        "cover": _("I stand in for somebody of this team"),
        "case": _("A case of mine continues there"),
        "handover": _("I take over work from this team"),
        "harm": _("Somebody may come to harm"),
        "fraud": _("A fraud is under way"),
        "deadline": _("A legal deadline ends now"),
    }[code]
