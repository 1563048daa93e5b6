"""What the demonstration invites the visitor to try next, told by what is on record and never by what was clicked.

Each scenario is a short list of steps; a step is done when the log holds the entry that doing it leaves.  So the guide
is right after a reload, in a second window, and when somebody does the steps in another order.

Source: ux.md section 7.14 (each scenario with 3 to 5 guided steps; free typing always works).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desvelo.guards.audit.queries import LoggedEntry

Entries = Sequence[LoggedEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to try, and how the log tells that it was done."""

    text: object
    is_done: Callable[[Entries], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """The step at hand of one scenario, as the page shows it."""

    scenario: str
    text: str
    step_label: str


def hints(entries: Entries) -> tuple[Hint, ...]:
    """Return the step at hand of each scenario; a scenario that is over says how to go on."""
    return tuple(_hint(scenario, steps, entries) for scenario, steps in _SCENARIOS.items())


def _hint(scenario: str, steps: Sequence[Step], entries: Entries) -> Hint:
    at = next((number for number, step in enumerate(steps) if not step.is_done(entries)), None)
    if at is None:
        return Hint(scenario=scenario, text=_("start over, or write whatever you like on the phone"), step_label="")
    label = _("step %(number)s of %(count)s") % {"number": at + 1, "count": len(steps)}
    return Hint(scenario=scenario, text=str(steps[at].text), step_label=label if len(steps) > 1 else "")


def _did(tag: str) -> Callable[[Entries], bool]:
    return lambda entries: any(each.tag == tag and each.result == "done" for each in entries)


def _sent_a_card(entries: Entries) -> bool:
    return any("CARD_NUMBER" in each.objects.get("found", "").split(",") for each in entries)


def _answered(entries: Entries) -> bool:
    """Tell whether the agent answered after a value was seen: the greeting of the morning does not count."""
    seen_at = min((each.at for each in entries if each.tag == "datum:reveal"), default=None)
    if seen_at is None:
        return False
    return any(each.tag == "message:write" and each.actor is not None and each.at >= seen_at for each in entries)


_SCENARIOS: dict[str, tuple[Step, ...]] = {
    "card": (
        Step(text=gettext_lazy("tap “Card by mistake” above and watch the phone write"), is_done=_sent_a_card),
        Step(
            text=gettext_lazy("click the hidden CPF and say why you need to see it"),
            is_done=_did("datum:reveal"),
        ),
        Step(
            text=gettext_lazy("with the CPF in focus press C, and compare without seeing it"),
            is_done=_did("datum:compare"),
        ),
        Step(text=gettext_lazy("answer with a CPF in the text: it does not leave like that"), is_done=_answered),
    ),
    "": (
        Step(
            text=gettext_lazy("write a CPF, a password or a phone number the way people do"),
            is_done=lambda _entries: False,
        ),
    ),
}
