"""What each kind of request asks for, and what agreeing to it does, in words.

Source: ux.md 6.7.
"""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from desvelo.base.ui.looks import look
from desvelo.guards.access import (
    approvals,
    inviting,
    keepers,
    leaving,
    reinstating,
    role_giving,
    role_words,
    teams,
    visiting,
)
from desvelo.guards.access import queries as access
from desvelo.guards.access.approvals import Request
from desvelo.guards.vault import permitting, ruling
from desvelo.kernel.authority import Role
from desvelo.service.desk import doors, permission_words, revealing, transferring

Customers = Mapping[UUID, str]
_ICONS: Final = {
    approvals.EXPORT: "file-text",
    inviting.INVITE: "user-round",
    permitting.LOOK: "eye",
    role_giving.EDIT: "id-card",
    role_giving.GIVE: "id-card",
    ruling.RELAX: "scale",
    teams.OPEN: "users-round",
    transferring.MOVE: "arrow-right-left",
}


def icon(request: Request) -> str:
    """Return what stands beside a request."""
    return _ICONS.get(request.kind, "user-round-check")


def title(request: Request, *, customers: Customers) -> str:
    """Say what is asked for; a customer whom the reader may not know is not named."""
    said: dict[str, Callable[[], str]] = {
        approvals.EXPORT: lambda: _export(request),
        inviting.INVITE: lambda: _invitation(request),
        leaving.REINSTATE: lambda: _("Let %(who)s enter again") % {"who": _person(request.what["user"])},
        keepers.LOOSEN: lambda: (
            _("Let %(who)s enter otherwise than with passkeys") % {"who": _person(request.what["user"])}
        ),
        reinstating.RECOVER: lambda: (
            _("Let %(who)s begin anew: every device and code is lost") % {"who": _person(request.what["user"])}
        ),
        permitting.LOOK: lambda: _look(request, customers),
        role_giving.EDIT: lambda: _("Widen the role %(role)s") % {"role": role_giving.role_name(request)},
        role_giving.GIVE: lambda: (
            _("Give %(who)s the role %(role)s")
            % {"who": _person(request.what["user"]), "role": permission_words.role_name(request.what["to"])}
        ),
        ruling.RELAX: lambda: _("Begin the policies anew") if request.what["anew"] else _("Make policies looser"),
        teams.JOIN: lambda: (
            _("Add %(who)s to the restricted team %(team)s")
            % {"who": _person(request.what["user"]), "team": _team(request.what["of"])}
        ),
        teams.OPEN: lambda: _("Open the restricted team %(team)s") % {"team": _team(request.what["of"])},
        transferring.MOVE: lambda: (
            _("Take in a conversation with %(customer)s from %(team)s")
            % {"customer": _customer(request, customers), "team": _team(request.what["was"])}
        ),
        visiting.ACCESS: lambda: (
            _("Let %(who)s into the team %(team)s for %(hours)s hours")
            % {"who": _person(request.what["user"]), "team": _team(request.subject), "hours": _hours()}
        ),
    }
    return said[request.kind]()


def what_happens(request: Request) -> str:
    """Say what agreeing does."""
    said: dict[str, Callable[[], str]] = {
        approvals.EXPORT: lambda: _("If you agree, this person can take it out of this house once, within an hour."),
        inviting.INVITE: lambda: (
            _("If you agree, whoever holds the link can take this place: %(role)s%(teams)s.")
            % {"role": _role(request), "teams": "".join(f" · {_team(each)}" for each in request.what["teams"])}
        ),
        leaving.REINSTATE: lambda: (
            _("If you agree, the account enters again as it was: %(role)s.") % {"role": _role(request)}
        ),
        keepers.LOOSEN: lambda: _(
            "If you agree, password and code let them in again, which somebody who pretends can ask for."
        ),
        reinstating.RECOVER: lambda: _(
            "Agree only if you know that it is them, not by e-mail alone. You get a word of eight letters; whoever "
            "asked gets a link. The person needs both, and what opened the account before is void."
        ),
        permitting.LOOK: lambda: _why_look(request),
        role_giving.EDIT: lambda: (
            _("If you agree, everybody who has this role may also do this: %(what)s.")
            % {"what": permission_words.listed(role_giving.gains(request))}
        ),
        role_giving.GIVE: lambda: (
            _("If you agree, this person may also do this: %(what)s. They sign in again.")
            % {"what": permission_words.listed(role_giving.would_gain(request))}
        ),
        ruling.RELAX: lambda: _relaxed(request),
        teams.JOIN: lambda: (
            _("If you agree, this person sees the conversations of the team from then on: %(role)s.")
            % {"role": _role(request)}
        ),
        teams.OPEN: lambda: _(
            "If you agree, people are added and conversations are moved there without asking anybody."
        ),
        transferring.MOVE: lambda: _moved(request),
        visiting.ACCESS: lambda: (
            _(
                "Reason: %(reason)s. If you agree, they read there and see data for a reason; they answer nothing. It "
                "ends by itself, and you can end it before."
            )
            % {"reason": doors.reason(request.what["reason"])}
        ),
    }
    return said[request.kind]()


def question(code: str) -> str:
    """Say what the other wants to know before they decide."""
    return {
        "why_now": _("Why now?"),
        "other_way": _("Is there no other way?"),
        "talk": _("Can we talk first?"),
    }[code]


def answer(code: str) -> str:
    """Say what was answered."""
    return {
        "cannot_wait": _("It cannot wait"),
        "can_wait": _("It can wait"),
        "no_other_way": _("There is no other way"),
        "let_us_talk": _("Yes, let us talk"),
    }[code]


def news(request: Request) -> str:
    """Say what became of a request, to who made it."""
    if request.state in {"agreed", "refused"}:
        return decided(is_agreed=request.state == "agreed")
    return _("Somebody asks you before deciding: %(question)s") % {"question": question(request.question)}


def decided(*, is_agreed: bool) -> str:
    """Say how what somebody asked for was decided, to them."""
    return _("Agreed to what you asked for") if is_agreed else _("What you asked for was turned down")


def _invitation(request: Request) -> str:
    email = inviting.asked_email(request)
    if not email:
        return _("Let somebody work here")
    return _("Let %(email)s work here") % {"email": email}


def _export(request: Request) -> str:
    if not request.what["count"]:
        return _("Export the whole audit")
    return _("Export %(count)s entries of the audit") % {"count": request.what["count"]}


def _look(request: Request, customers: Customers) -> str:
    return _("See %(data)s of %(customer)s") % {
        "data": look(request.what["label"]).one,
        "customer": _customer(request, customers),
    }


def _why_look(request: Request) -> str:
    reasons = {each.key: each.text for each in revealing.reasons()}
    return _("Reason: %(reason)s. If you agree, it can be shown once, to this person, within 15 minutes.") % {
        "reason": reasons.get(request.what["reason"], "?")
    }


def _relaxed(request: Request) -> str:
    if request.what["anew"]:
        return _("If you agree, every kind of data is as open to every team as it comes with the product.")
    return _("If you agree, it is so at once, for everybody in the team.")


def _moved(request: Request) -> str:
    if transferring.comes_with_history(request):
        return _("If you agree, it is your team's at once, and the other reads it no more.")
    return _(
        "If you agree, it is your team's at once, and the other reads it no more. Your team reads their note on why, "
        "and what comes; nothing of before."
    )


def _customer(request: Request, customers: Customers) -> str:
    return customers.get(UUID(request.what["contact"]), _("a customer"))


def _person(user: str) -> str:
    return access.names([UUID(user)]).get(UUID(user), "?")


def _team(team: str) -> str:
    return access.team_names([UUID(team)]).get(UUID(team), "?")


def _role(request: Request) -> str:
    return role_words.label(Role(request.what["role"]))


def _hours() -> str:
    return str(int(visiting.LASTS.total_seconds() // 3600))
