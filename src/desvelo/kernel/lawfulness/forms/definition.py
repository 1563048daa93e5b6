"""A form to be sent: its fields, each with a purpose, and how long its link is good; or the link of a payment provider.

No form of ours takes a card, a password or a code: a payment form carries the provider's link and nothing else, which
keeps the company out of card storage.

Source: ux.md 7.4; PCI DSS 3.3.1 and 4.2.2; LGPD art. 6 I and III.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desvelo.kernel.detection.folding import unveil
from desvelo.kernel.lawfulness import data_classes
from desvelo.kernel.lawfulness.asking.objects import OBJECTS, Rule
from desvelo.kernel.lawfulness.balancing import is_written
from desvelo.kernel.lawfulness.data_classes import Nature
from desvelo.kernel.lawfulness.forms import fields
from desvelo.kernel.lawfulness.forms.fields import Field, Upload
from desvelo.kernel.lawfulness.problems import Problem
from desvelo.kernel.lawfulness.words import Sentence, gettext_noop, say

LIFETIMES: Final = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=24))
MOST_FIELDS: Final = 10
PROVIDERS: Final = frozenset(
    {
        "adyen.com", "asaas.com", "cielo.com.br", "getnet.com.br", "infinitepay.io", "iugu.com", "mercadopago.com",
        "mercadopago.com.br", "pagar.me", "pagbank.com.br", "pagseguro.com.br", "pagseguro.uol.com.br", "paypal.com",
        "picpay.com", "stone.com.br", "stripe.com", "sumup.com", "sumup.com.br", "userede.com.br",
    }
)  # fmt: skip
"""Domains of payment providers, themselves and what lies under them; no shortener, which may lead anywhere."""

_NEVER: Final = (Rule.CARD, Rule.CVV, Rule.SECRET)
_LINK: Final = re.compile(r"https://([a-z0-9]+(?:[.-][a-z0-9]+)*)(/[!-\[\]-~]*)?")
_LONGEST_LINK: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form; a *payment_link* makes it one of payment, which has no fields."""

    title: str
    lifetime: timedelta
    fields: tuple[Field, ...] = ()
    payment_link: str = ""
    is_payment: bool = False


def problems(form: Form, *, providers: frozenset[str] = PROVIDERS) -> tuple[Problem, ...]:
    """Return everything that is wrong with a form, at once."""
    return (*_of_form(form), *(_of_payment(form, providers) if form.is_payment else _of_fields(form)))


def answers(
    form: Form, given: Mapping[str, str | Upload], *, today: date
) -> tuple[dict[str, str | Upload], dict[str, Sentence]]:
    """Check what was filled in: the values to seal and the errors, by field; what no field asked for is dropped."""
    checked = {each.name: fields.check(each, given.get(each.name, ""), today=today) for each in form.fields}
    wrong = {name: each.error for name, each in checked.items() if each.error is not None}
    return {name: each.value for name, each in checked.items() if each.error is None and each.value}, wrong


def is_of_provider(link: str, *, providers: frozenset[str] = PROVIDERS) -> bool:
    """Tell whether a link leads to a payment provider, over https, and to nobody else by any reading of it.

    >>> is_of_provider("https://link.mercadopago.com.br/aurora")
    True
    >>> is_of_provider("https://mercadopago.com.br@evil.example/"), is_of_provider("https://mercadopago.com.br.evil.example")
    (False, False)
    """
    found = _LINK.fullmatch(link) if len(link) <= _LONGEST_LINK else None
    if found is None:
        return False
    host = found.group(1)
    return any(host == each or host.endswith(f".{each}") for each in providers)


def _problem(code: str, field: str, wrong: Sentence, step: Sentence, article: str = "LGPD art. 6, III") -> Problem:
    return Problem(code=code, field=field, article=article, wrong=wrong, step=step)


def _of_form(form: Form) -> Iterator[Problem]:
    if not form.title.strip():
        wrong = say(gettext_noop("The form has no title."))
        yield _problem("title_missing", "title", wrong, say(gettext_noop("Say what the data are for, in a few words.")))
    if form.lifetime not in LIFETIMES:
        wrong = say(gettext_noop("The link would be good for a time nobody can choose."))
        yield _problem("lifetime", "lifetime", wrong, say(gettext_noop("Choose 30 minutes, 2 hours or 24 hours.")))


def _of_payment(form: Form, providers: frozenset[str]) -> Iterator[Problem]:
    if form.fields:
        wrong = say(gettext_noop("A payment form has no fields of ours."))
        step = say(gettext_noop("Take the fields out: the provider asks on its own page."))
        yield _problem("payment_fields", "fields", wrong, step, "PCI DSS 3.3.1")
    if not is_of_provider(form.payment_link, providers=providers):
        wrong = say(gettext_noop("This is not the link of a payment provider on https."))
        step = say(gettext_noop("Copy the whole link from the provider's panel, without a shortener."))
        yield _problem("payment_link", "payment_link", wrong, step, "PCI DSS 4.2.2")


def _of_fields(form: Form) -> Iterator[Problem]:
    if form.payment_link:
        wrong = say(gettext_noop("Only a payment form carries a payment link."))
        yield _problem("payment_stray", "payment_link", wrong, say(gettext_noop("Choose the form for payments.")))
    if not 0 < len(form.fields) <= MOST_FIELDS:
        wrong = say(gettext_noop("A form has from 1 to 10 fields."))
        yield _problem("fields_count", "fields", wrong, say(gettext_noop("Ask only for what you need now.")))
    names = [each.name for each in form.fields]
    if len(set(names)) < len(names) or not all(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) for name in names):
        wrong = say(gettext_noop("Two fields share a name, or a name has more than letters and digits."))
        yield _problem("fields_names", "fields", wrong, say(gettext_noop("Give each field a name of its own.")))
    for each in form.fields:
        yield from _of_field(each)


def _of_field(field: Field) -> Iterator[Problem]:
    if not field.label.strip():
        wrong = say(gettext_noop("A field has no label."))
        yield _problem("label_missing", field.name, wrong, say(gettext_noop("Write what goes into it.")))
    if not is_written(field.purpose):
        wrong = say(gettext_noop("The field «%(label)s» does not say what it is for."), label=field.label)
        step = say(gettext_noop("Write it in a few words: the customer reads it under the label."))
        yield _problem("purpose_missing", field.name, wrong, step, "LGPD art. 6, I")
    said = unveil(f"{field.label} . {field.purpose}").folded
    is_discarded = data_classes.kind(field.class_code) is Nature.DISCARDED or field.class_code in fields.NEVER
    if is_discarded or any(OBJECTS[rule].search(said) for rule in _NEVER):
        wrong = say(gettext_noop("The field «%(label)s» asks for a card, a password or a code."), label=field.label)
        step = say(gettext_noop("Take it out. For a payment, use the form that carries the provider's link."))
        yield _problem("field_forbidden", field.name, wrong, step, "PCI DSS 3.3.1")
    elif data_classes.kind(field.class_code) is None:
        wrong = say(gettext_noop("The field «%(label)s» would be kept under a class nobody knows."), label=field.label)
        yield _problem("class_unknown", field.name, wrong, say(gettext_noop("Choose a class of the list.")))
