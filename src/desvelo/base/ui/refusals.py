"""What a person reads when something is refused or fails: what happened, why, and what to do now.

Nothing blocks without a reason and a next step (ux.md, principle 3).  An error carries a code and a status; its own
code has the first word, then its status, and whatever nobody named reads as a failure of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The three parts of every refusal."""

    title: str | Promise
    reason: str | Promise
    next_step: str | Promise


FAILED: Final = Told(
    title=_("Something failed on our side"),
    reason=_("It was not you. The failure was recorded, without the content of any conversation."),
    next_step=_("Go back and try again in a moment. If it repeats, tell support the code below."),
)

BY_CODE: Final[Mapping[str, Told]] = {
    "assurance.already_noted": Told(
        title=_("This was said already"),
        reason=_("Your note stands beside the entry."),
        next_step=_("Go back and reload to see it."),
    ),
    "assurance.not_sealed_yet": Told(
        title=_("There is no proof to take away yet"),
        reason=_("The entry is younger than the last seal."),
        next_step=_("Wait a minute and try again."),
    ),
    "audit.not_sequenced": Told(
        title=_("It was not shown"),
        reason=_("The access could not be recorded, so nothing was shown."),
        next_step=_("Try again in a moment."),
    ),
    "desk.too_late_to_undo": Told(
        title=_("It is too late to undo this"),
        reason=_("A transfer can be undone for ten seconds, while nobody there took the conversation."),
        next_step=_("Ask the team that has it now to give it back."),
    ),
    "keeper.gone": Told(
        title=_("What is sealed cannot be opened now"),
        reason=_("The process that keeps the keys does not answer. Nothing is lost, and messages go on arriving."),
        next_step=_("Try again in a minute. If it stays, tell whoever runs this system."),
    ),
    "keeper.quota_spent": Told(
        title=_("Too many customers in a short time"),
        reason=_("More customers were opened in your name within an hour than work needs. This was recorded."),
        next_step=_("Wait an hour, or ask whoever runs this system. If it was not you, say so at once."),
    ),
    "vault.nothing_kept": Told(
        title=_("There is nothing to show"),
        reason=_("This was discarded on arrival and never stored."),
        next_step=_("If you need it, ask the customer another way."),
    ),
    "vault.longest_shown": Told(
        title=_("It was shown for as long as it may be"),
        reason=_("Protected data stays on a screen for a short time only, and this time is over."),
        next_step=_("Show it again, for a reason. If you need more time to read, choose it under Appearance."),
    ),
    "vault.class_closed": Told(
        title=_("The policy of this class does not let you"),
        reason=_("Who may see or compare each kind of data is decided for the whole company. This try was recorded."),
        next_step=_("Ask the customer by secure form, or ask the data protection officer."),
    ),
    "vault.contact_gone": Told(
        title=_("This customer was erased"),
        reason=_("The key of this customer was destroyed. Nobody can read it any more."),
        next_step=_("Go back to the list."),
    ),
    "ui.csrf": Told(
        title=_("This page had grown old"),
        reason=_("For safety, a form is accepted only from a page opened recently in this browser."),
        next_step=_("Go back, reload the page and send it again."),
    ),
}

BY_STATUS: Final[Mapping[int, Told]] = {
    HTTPStatus.FORBIDDEN: Told(
        title=_("This area is not part of your role"),
        reason=_("Whoever manages the accounts decides who enters here. This attempt was recorded."),
        next_step=_("If your work needs it, ask the person who manages the accounts."),
    ),
    HTTPStatus.NOT_FOUND: Told(
        title=_("This page does not exist"),
        reason=_("The address may be incomplete, or what was here is not yours to see or is gone."),
        next_step=_("Go back to the desk and open it from the list."),
    ),
    HTTPStatus.CONFLICT: Told(
        title=_("Somebody changed this first"),
        reason=_("What is on your screen is older than what is saved."),
        next_step=_("Reload, look again and repeat if it still makes sense."),
    ),
    HTTPStatus.GONE: Told(
        title=_("This is no longer kept"),
        reason=_("Its time ended, or it was erased at the customer's request."),
        next_step=_("Go back to the list."),
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: Told(
        title=_("Something is missing here"),
        reason=_("What was sent is incomplete, or is not accepted as it is."),
        next_step=_("Look at the fields again and send once more."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: Told(
        title=_("Too many in a short time"),
        reason=_("The limit protects customers when an account is used by somebody else."),
        next_step=_("Wait a few minutes. If your work needs more, call the supervisor."),
    ),
}


def told(*, status: int, code: str = "") -> Told:
    """Return what to say about an error of *code* and *status*."""
    return BY_CODE.get(code) or BY_STATUS.get(status) or FAILED
