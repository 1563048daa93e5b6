"""The panel in which filters are chosen: everything this reader may ask for, with what is chosen already."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base.ui.looks import look
from desvelo.duties.assurance import filters, scope, sentences
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


def form(asked: Filters, reach: Reach, *, now: datetime) -> Form:
    """Return the panel, with what is chosen already."""
    return Form(
        action=reverse("audit:list"),
        people=_choices([(each.public_id, each.name) for each in access.people(reach.actors)], chosen=asked.who),
        acts=_choices([(tag, word) for tag, (word, _icon) in sentences.acts().items()], chosen=asked.act),
        labels=_choices([(code, str(look(code).short)) for code in filters.labels()], chosen=asked.label),
        customers=_customers(asked, reach, now=now),
        periods=_choices(list(filters.period_words().items()), chosen=asked.period),
        results=_choices([(filters.DONE, _("done")), (filters.REFUSED, _("refused"))], chosen=asked.result),
        since=asked.since,
        until=asked.until,
    )


def _customers(asked: Filters, reach: Reach, *, now: datetime) -> tuple[Choice, ...]:
    """Offer the customers of the newest entries, each by the entry that is about them."""
    if reach.customers is Customers.NONE:
        return ()
    recent = audit.contacts(Search(actors=reach.actors), limit=_RECENT)[:_MOST_CUSTOMERS]
    names = scope.customers(reach, {contact for contact, _index in recent})
    chosen = filters.customer_meant(asked.customer, reach, now) if asked.customer else None
    offered = [
        (str(index), names[contact])
        for contact, index in recent
        if names.get(contact) and (chosen is None or chosen.search["contact"] != contact)
    ]
    if chosen is not None:
        offered.append((asked.customer, chosen.value))
    return _choices(sorted(offered, key=lambda each: each[1]), chosen=asked.customer)


def _choices(pairs: list[tuple[str, str]], *, chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label, selected=value == chosen) for value, label in pairs)
