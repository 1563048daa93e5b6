"""The words around showing one datum: the reasons to choose from, the refusal, the watermark."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desvelo.guards.vault import queries as vault
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


def class_closed() -> Refusal:
    """Say that the policy of the class stands between this person and the datum."""
    return Refusal(
        title=_("The policy of this class does not let you"),
        text=_(
            "Who may see or compare each kind of data is decided for the whole company. If your work needs it, ask the "
            "customer by secure form, or ask the data protection officer."
        ),
    )


def form(held: HeldDatum, *, actor: Actor, hint: str, name: str, is_doubted: bool = False) -> RevealForm:
    """Return the popover for a datum, or its refusal: nothing kept, closed by its class, open who writes."""
    refused = _refused(held, actor=actor, is_doubted=is_doubted)
    return RevealForm(
        datum=held.public_id,
        label=held.label,
        hint=hint,
        name=name,
        seconds=SECONDS,
        reasons=reasons(),
        other_min_length=LEAST_REASON,
        may_compare=actor.has(Permission.DATUM_COMPARE)
        and vault.class_allows(actor, Permission.DATUM_COMPARE, held=held),
        refused=refused,
    )


def _refused(held: HeldDatum, *, actor: Actor, is_doubted: bool) -> Refusal | None:
    if not held.kept:
        return nothing_kept()
    if not vault.class_allows(actor, Permission.DATUM_REVEAL, held=held):
        return class_closed()
    return doubts.refusal() if is_doubted else None


def watermark(actor: Actor, *, at: datetime) -> str:
    """Return what is written over the thread meanwhile: who, when, and a code that leads to the session."""
    return f"{actor.name} · {date_format(timezone.localtime(at), 'd/m H:i')} · {actor.session[:4].upper()}"
