"""The first steps of an installation: what is done, what is left, each on a page of its own, at any time.

The first two are behind whoever reads this: nobody gets here without an account and a second factor.

Source: ux.md 7.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.guards.access import first_run, inviting, officer
from desvelo.guards.access import queries as access
from desvelo.guards.vault import key_copies
from desvelo.guards.vault.key_copies import Copy
from desvelo.kernel.authority import Actor
from desvelo.service.channel import numbers
from desvelo.service.channel import queries as channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: *said* says what it is for, or what was found."""

    key: str
    said: str
    is_done: bool
    url: str = ""
    label: str = ""

    @property
    def title(self) -> str:
        """Return what it is called."""
        return first_run.titles()[self.key]


def steps(actor: Actor, *, now: datetime) -> tuple[Step, ...]:
    """Return the steps in the order of the page.  Raises Forbidden: whoever may not connect numbers sees no copy."""
    copy = key_copies.copy(actor, now=now)
    return (_account(), _factor(actor), _key(copy), _number(), _team(actor, now=now), _message())


def next_left(all_steps: Sequence[Step], *, after: str = "") -> Step | None:
    """Return the first step that is left behind *after*, or else the first left of all."""
    keys = [each.key for each in all_steps]
    begin = keys.index(after) + 1 if after in keys else 0
    around = [*all_steps[begin:], *all_steps[:begin]]
    return next((each for each in around if not each.is_done and each.key != after), None)


def _account() -> Step:
    return Step(key="account", said=_("It looks after the system."), is_done=True)


def _factor(actor: Actor) -> Step:
    """The factor is there; what may be left are the codes for the day the device is lost."""
    kept = access.own_account(actor, now=clock.wall()).codes_are_kept
    said = _("Without recovery codes, a lost device closes the door for good.")
    return Step(
        key="factor",
        said=_("You are in with both, and you keep the codes.") if kept else said,
        is_done=kept,
        url=reverse("access:security" if kept else "access:recovery_codes"),
        label=_("Account") if kept else _("Keep recovery codes"),
    )


def _key(copy: Copy) -> Step:
    said = _("A copy of the keys, kept elsewhere, is the only way back if this machine breaks.")
    if copy.is_current:
        said = _("Somebody showed a whole copy: %(when)s.") % {"when": copy.shown_label}
    elif copy.shown_label:
        said = _("The keys changed since the last copy was shown (%(when)s). Make another.") % {
            "when": copy.shown_label
        }
    url = reverse("first_steps:key")
    return Step(key="key", said=said, is_done=copy.is_current, url=url, label=_("Show a copy"))


def _number() -> Step:
    done = numbers.is_any()
    said = _("A number is connected.") if done else _("Customers write to it; Meta is asked before anything is kept.")
    label = _("See the numbers") if done else _("Connect a number")
    url = reverse("first_steps:number")
    return Step(key="number", said=said, is_done=done, url=url, label=label)


def _team(actor: Actor, *, now: datetime) -> Step:
    """Somebody answers customers, and everybody can read who answers for the data."""
    attending = any(each.role in inviting.IN_A_TEAM for each in inviting.people(actor, now=now))
    named = officer.current() is not None
    said = _("Your account looks after the system. Invite whoever answers customers.")
    if attending and named:
        said = _("Somebody answers customers, and the data protection officer is named.")
    elif attending:
        said = _("Somebody answers customers. Say who the data protection officer is.")
    elif inviting.invitations(actor, now=now):
        said = _("Invited, and nobody came in yet.")
    return Step(
        key="team",
        said=said,
        is_done=attending and named,
        url=reverse("first_steps:team"),
        label=_("Say who works here"),
    )


def _message() -> Step:
    done = channel.has_received()
    said = _("It arrived, sealed.") if done else _("Write to the number from a phone; it appears here by itself.")
    url = reverse("first_steps:message")
    return Step(key="message", said=said, is_done=done, url=url, label=_("Write the first message"))
