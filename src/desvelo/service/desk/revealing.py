"""The words around showing one datum: the reasons to choose from, the refusal, the watermark."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desvelo.guards.vault.actions import LEAST_REASON
from desvelo.guards.vault.queries import HeldDatum
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.desk import doubts
from desvelo.service.desk.screen import ReasonChoice, Refusal, RevealForm

SECONDS = 30
OTHER = "other"


def codes() -> frozenset[str]:
    """Return the codes a reason may have."""
    return frozenset({*(choice.key for choice in reasons()), OTHER})


def reasons() -> tuple[ReasonChoice, ...]:
    """Return the reasons of the case; the screen adds «other», which asks for a sentence."""
    return (
        ReasonChoice(key="invoice", text=_("Issue an invoice")),
        ReasonChoice(key="identity", text=_("Check identity")),
        ReasonChoice(key="record", text=_("Correct the record")),
    )


def nothing_kept() -> Refusal:
    """Say that there is nothing to show or compare."""
    return Refusal(
        title=_("There is nothing to show"),
        text=_("This was discarded on arrival and never stored. If you need it, ask the customer another way."),
    )


def form(held: HeldDatum, *, actor: Actor, hint: str, name: str, is_doubted: bool = False) -> RevealForm:
    """Return the popover for a datum, or its refusal when nothing was kept or it is open who writes."""
    refused = nothing_kept() if not held.kept else doubts.refusal() if is_doubted else None
    return RevealForm(
        datum=held.public_id,
        label=held.label,
        hint=hint,
        name=name,
        seconds=SECONDS,
        reasons=reasons(),
        other_min_length=LEAST_REASON,
        may_compare=actor.has(Permission.DATUM_COMPARE),
        refused=refused,
    )


def watermark(actor: Actor, *, at: datetime) -> str:
    """Return what is written over the thread meanwhile: who, when, and a code that leads to the session."""
    return f"{actor.name} · {date_format(timezone.localtime(at), 'd/m H:i')} · {actor.session[:4].upper()}"
