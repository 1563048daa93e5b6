"""The form that says who answers for the data in public: in the settings and in the first steps, the same words."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.base.ui import wording
from desvelo.guards.access import officer
from desvelo.guards.access.errors import OfficerRefused
from desvelo.kernel.authority import Actor

_NAME, _EMAIL = "officer_name", "officer_email"


def appoint(actor: Actor, typed: Mapping[str, str], *, now: datetime) -> str:
    """Take what was typed; return what has to be written otherwise, or nothing.  Raises Forbidden, ProofTooOld."""
    try:
        officer.appoint(actor=actor, name=typed.get(_NAME, ""), email=typed.get(_EMAIL, ""), now=now)
    except OfficerRefused as refused:
        return {
            "email": _("Write the e-mail as name@company.example."),
            "name": _("Write the officer's name, up to 80 characters."),
        }[refused.reason]
    return ""


def shown(actor: Actor, *, action: str, error: str, typed: Mapping[str, str]) -> dict[str, object]:
    """Return what the form needs; it is sent to *action*, and shows what was *typed* again where that was an *error*.

    Raises Forbidden.
    """
    now, known = clock.wall(), officer.current()
    may_change = officer.may_name(actor, now=now)
    again = {"name": typed.get(_NAME, ""), "email": typed.get(_EMAIL, "")}
    return {
        "officer": known,
        "officer_said": wording.moment(known.said_at, now=now) if known else "",
        "officer_given": again if error else known,
        "officer_error": error,
        "officer_action": action,
        "officer_may_change": may_change,
    }
