"""The words around a customer who writes from another phone: what happened, what waits, how it is confirmed.

Source: ux.md 7.6.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.service.desk.screen import Doubted, ReasonChoice, Refusal


def shown(at: datetime, *, name: str, now: datetime) -> Doubted:
    """Return the banner over the conversation."""
    return Doubted(
        title=_("%(time)s · this customer writes from another phone or chip") % {"time": wording.moment(at, now=now)},
        ways=ways(),
        suggestion=_("Hi, %(name)s. Before going on, I need to confirm that it is you. I never ask for a code here.")
        % {"name": name.split(" ", maxsplit=1)[0]},
    )


def ways() -> tuple[ReasonChoice, ...]:
    """Return how somebody may have confirmed who writes, outside WhatsApp."""
    return (
        ReasonChoice(key="email", text=_("By e-mail")),
        ReasonChoice(key="call", text=_("By a call")),
        ReasonChoice(key="in_person", text=_("In person")),
    )


def refusal() -> Refusal:
    """Say why nothing is shown now."""
    return Refusal(
        title=_("Confirm who is writing first"),
        text=_(
            "This customer writes from another phone since the last confirmation. Protected data waits until you "
            "confirm who it is, by e-mail, by a call or in person."
        ),
    )
