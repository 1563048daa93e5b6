"""The panel in which filters are chosen: everything this reader may ask for, with what is chosen already."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base.ui.looks import look
from desvelo.duties.assurance import filters, scope
from desvelo.duties.assurance.acts import ACTS
from desvelo.duties.assurance.filters import Filters
from desvelo.duties.assurance.scope import Customers, Reach
from desvelo.guards.access import queries as access
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.search import Search

_RECENT, _MOST_CUSTOMERS = 1_000, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One line of a list to choose from."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The panel with everything that can be asked for."""

    action: str
    people: tuple[Choice, ...]
    acts: tuple[Choice, ...]
    labels: tuple[Choice, ...]
    customers: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    results: tuple[Choice, ...]
    since: str
    until: str
    mark: str


def form(asked: Filters, reach: Reach, *, about: UUID | None) -> Form:
    """Return the panel, with what is chosen already; *about* is the customer that the filters were found to mean."""
    return Form(
        action=reverse("audit:list"),
        people=_choices([(each.public_id, each.name) for each in access.people(reach.actors)], chosen=asked.who),
        acts=_choices([(tag, str(word)) for tag, (word, _icon) in ACTS.items()], chosen=asked.act),
        labels=_choices([(code, str(look(code).short)) for code in filters.labels()], chosen=asked.label),
        customers=_customers(asked, reach, about=about),
        periods=_choices(list(filters.period_words().items()), chosen=asked.period),
        results=_choices([(filters.DONE, _("done")), (filters.REFUSED, _("refused"))], chosen=asked.result),
        since=asked.since,
        until=asked.until,
        mark=asked.mark,
    )


def _customers(asked: Filters, reach: Reach, *, about: UUID | None) -> tuple[Choice, ...]:
    """Offer the customers of the newest entries, each by the entry that is about them."""
    if reach.customers is Customers.NONE:
        return ()
    recent = dict(audit.contacts(Search(actors=reach.actors), limit=_RECENT)[:_MOST_CUSTOMERS])
    values = {contact: str(index) for contact, index in recent.items()} | ({about: asked.customer} if about else {})
    names = scope.customers(reach, set(values))
    offered = [(value, names[contact]) for contact, value in values.items() if names.get(contact)]
    return _choices(sorted(offered, key=lambda each: each[1]), chosen=asked.customer)


def _choices(pairs: list[tuple[str, str]], *, chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label, selected=value == chosen) for value, label in pairs)
