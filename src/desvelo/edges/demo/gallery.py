"""The gallery: each component of the desk in each of its states, side by side, for whoever changes one.

Nothing here is anybody's: the people and data are invented for the page.  Components are drawn by their own templates
with made-up values, so what stands here is what stands in the desk.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from desvelo.edges.demo import exhibited_talk as talk
from desvelo.edges.demo import exhibits


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One component as it looks in one situation; *suffix* keeps its ids its own."""

    name: str
    suffix: str
    html: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One component, or a few that belong together, in the *element* and with the class that surround it elsewhere."""

    title: str
    states: tuple[State, ...]
    element: str
    frame: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an exhibit is drawn from: its template, and for each state the values the template gets."""

    title: str
    template: str
    states: tuple[tuple[str, Mapping[str, object]], ...]
    element: str = "div"
    frame: str = ""


def exhibited() -> tuple[Exhibit, ...]:
    """Draw every component in every state."""
    return tuple(_exhibit(plan, at) for at, plan in enumerate(_plans()))


def _exhibit(plan: Plan, at: int) -> Exhibit:
    drawn = tuple(
        State(name=name, suffix=f"{at}-{number}", html=render_to_string(plan.template, dict(values)))
        for number, (name, values) in enumerate(plan.states)
    )
    return Exhibit(title=plan.title, states=drawn, element=plan.element, frame=plan.frame)


def _plans() -> Iterator[Plan]:
    yield from _small_parts()
    yield from _protected_data()
    yield from _conversations()
    yield from _replying()
    yield from _around()


def _small_parts() -> Iterator[Plan]:
    yield Plan(title=_("Buttons"), template="ui/components/button.html", states=exhibits.buttons())
    yield Plan(title=_("Badges"), template="ui/components/badge.html", states=exhibits.badges())
    yield Plan(title=_("People"), template="ui/components/avatar.html", states=exhibits.faces())
    yield Plan(title=_("Delivery"), template="desk/_delivery.html", states=talk.ticks(), frame="meta")


def _protected_data() -> Iterator[Plan]:
    yield Plan(title=_("Protected data"), template="demo/_chip.html", states=exhibits.chips())
    yield Plan(title=_("Shown value"), template="desk/_revealed.html", states=exhibits.shown())
    yield Plan(title=_("Before showing"), template="desk/_reveal.html", states=exhibits.reveals(), frame="popover")
    yield Plan(title=_("Comparing"), template="desk/_compare.html", states=exhibits.comparisons(), frame="popover")
    yield Plan(title=_("Refusals"), template="desk/_refused.html", states=exhibits.refusals(), frame="popover")
    yield Plan(title=_("Failures"), template="ui/components/refused.html", states=exhibits.failures(), frame="popover")


def _conversations() -> Iterator[Plan]:
    yield Plan(title=_("Conversation"), template="desk/_row.html", states=talk.rows(), element="ul", frame="list")
    yield Plan(title=_("Empty lists"), template="desk/_list.html", states=talk.empty_lists(), frame="list")
    yield Plan(title=_("Messages"), template="desk/_items.html", states=talk.messages(), frame="items")
    yield Plan(title=_("About this customer"), template="desk/_context.html", states=talk.customers())


def _replying() -> Iterator[Plan]:
    yield Plan(title=_("Reply"), template="desk/_composer.html", states=talk.composers(), frame="thread")


def _around() -> Iterator[Plan]:
    yield Plan(
        title=_("Navigation"), template="ui/components/nav.html", states=exhibits.navigations(), frame="desk-nav"
    )
    yield Plan(title=_("Keyboard shortcuts"), template="ui/components/shortcuts.html", states=exhibits.sheets())
    yield Plan(title=_("Notices"), template="demo/_notice.html", states=exhibits.notices())
    yield Plan(title=_("Alarms"), template="ui/components/alarm.html", states=exhibits.alarms())
    yield Plan(title=_("Pages that refuse"), template="ui/components/refusal.html", states=exhibits.pages())
