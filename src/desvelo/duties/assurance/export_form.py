"""The page that asks what of the log leaves, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.duties.assurance import explorer, filters, scope, sentences
from desvelo.duties.assurance.exports import Form
from desvelo.duties.assurance.filter_form import Choice
from desvelo.duties.assurance.filters import Filters
from desvelo.guards.access import gate
from desvelo.kernel.authority import Actor, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """One way in which the log leaves: what it is called, and what it is good for."""

    value: str
    label: str
    use: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The page: what would leave, as what, and why."""

    url: str
    back_url: str
    tokens: tuple[filters.Token, ...]
    results_label: str
    forms: tuple[FormChoice, ...]
    reasons: tuple[Choice, ...]


def asked(actor: Actor, *, wanted: Filters, chosen: Form, now: datetime) -> Asked:
    """Return what the page offers to *actor*; raise Forbidden, on record, for who may not export."""
    gate.require(actor, Permission.AUDIT_EXPORT, now=now)
    reach = scope.of(actor, now=now)
    narrowed = filters.narrow(wanted, reach, now=now)
    address = wanted.address()
    return Asked(
        url=reverse("audit:export") + address,
        back_url=reverse("audit:list") + address,
        tokens=narrowed.tokens,
        results_label=explorer.results(narrowed.search),
        forms=tuple(each for each in _forms(chosen) if reach.is_whole or each.value != Form.LOG),
        reasons=tuple(Choice(value=code, label=word, selected=False) for code, word in _reasons()),
    )


def _reasons() -> list[tuple[str, str]]:
    return sorted(sentences.export_reasons().items(), key=lambda each: each[1])


def _forms(chosen: Form) -> tuple[FormChoice, ...]:
    told = {
        Form.PROOFS: (
            _("These entries, each with its proof"),
            _("JSON lines. Somebody else checks that each entry is in the log that was sealed."),
        ),
        Form.SHEET: (
            _("These entries as a table"),
            _("CSV for a spreadsheet, with the names you read here. It proves nothing by itself."),
        ),
        Form.LOG: (
            _("The whole log"),
            _("JSON lines: every entry and every seal, without names. Only so can somebody see that none is missing."),
        ),
    }
    return tuple(
        FormChoice(value=form.value, label=label, use=use, selected=form is chosen)
        for form, (label, use) in told.items()
    )
