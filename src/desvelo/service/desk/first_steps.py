"""The first steps of an installation: what is done, what is left, each at any time and in any order.

Source: ux.md 7.1.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.guards.access import inviting
from desvelo.guards.vault import key_copies
from desvelo.guards.vault.key_copies import Copy
from desvelo.kernel.authority import Actor
from desvelo.service.channel import numbers
from desvelo.service.channel import queries as channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: *said* says what it is for, or what was found."""

    title: str
    said: str
    is_done: bool
    url: str = ""
    label: str = ""


def steps(actor: Actor, *, now: datetime) -> tuple[Step, ...]:
    """Return the steps in the order of the page.  Raises Forbidden: whoever may not connect numbers sees no copy."""
    copy = key_copies.copy(actor, now=now)
    return (_account(), _key(copy), _number(), _team(actor, now=now), _message())


def _account() -> Step:
    return Step(title=_("Your account and its second factor"), said=_("You are in, with both."), is_done=True)


def _key(copy: Copy) -> Step:
    said = _("A copy of the keys, kept elsewhere, is the only way back if this machine breaks.")
    if copy.is_current:
        said = _("Somebody showed a whole copy: %(when)s.") % {"when": copy.shown_label}
    elif copy.shown_label:
        said = _("The keys changed since the last copy was shown (%(when)s). Make another.") % {
            "when": copy.shown_label
        }
    url = reverse("first_steps:key")
    return Step(title=_("Master key"), said=said, is_done=copy.is_current, url=url, label=_("Show a copy"))


def _number() -> Step:
    done = numbers.is_any()
    said = _("A number is connected.") if done else _("Customers write to it; Meta is asked before anything is kept.")
    url = reverse("numbers:list" if done else "numbers:new")
    label = _("See the numbers") if done else _("Connect a number")
    return Step(title=_("WhatsApp number"), said=said, is_done=done, url=url, label=label)


def _team(actor: Actor, *, now: datetime) -> Step:
    attending = [each for each in inviting.people(actor, now=now) if each.role in inviting.IN_A_TEAM]
    invited = inviting.invitations(actor, now=now)
    said = _("Your account looks after the system. Invite whoever answers customers.")
    if attending:
        said = _("Somebody answers customers.")
    elif invited:
        said = _("Invited, and nobody came in yet.")
    url = reverse("access:team")
    return Step(title=_("Team"), said=said, is_done=bool(attending), url=url, label=_("Invite somebody"))


def _message() -> Step:
    done = channel.has_received()
    said = _("It arrived, sealed.") if done else _("Write to the number from a phone; it appears here by itself.")
    return Step(title=_("First message"), said=said, is_done=done)
