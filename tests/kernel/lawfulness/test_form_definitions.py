"""Saved forms, forms of a company's own, and the only thing a payment form may carry."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import desvelo
from desvelo.kernel.lawfulness.forms import definition
from desvelo.kernel.lawfulness.forms.definition import LIFETIMES, Form, is_of_provider
from desvelo.kernel.lawfulness.forms.fields import Field, Kind
from desvelo.kernel.lawfulness.forms.saved import SAVED
from desvelo.kernel.lawfulness.problems import codes

TODAY = date(2026, 11, 27)
LINK = "https://link.mercadopago.com.br/aurora"
FIELD = Field(name="cpf", label="CPF", purpose="Emitir a nota fiscal", kind=Kind.CPF)
FORM = Form(title="Nota", lifetime=LIFETIMES[0], fields=(FIELD,))
PAYMENT = Form(title="Pagamento", lifetime=LIFETIMES[1], is_payment=True, payment_link=LINK)

with (Path(desvelo.__file__).parent / "locale/pt_BR/LC_MESSAGES/django.po").open("rb") as file:
    PORTUGUESE = read_po(file, locale="pt_BR")


def found(form: Form) -> tuple[str, ...]:
    return codes(definition.problems(form))


@pytest.mark.parametrize("code", SAVED)
def test_a_saved_form_is_whole_in_both_languages(code):
    form = SAVED[code]
    said = replace(
        form,
        title=PORTUGUESE.get(form.title).string,
        fields=tuple(
            replace(each, label=PORTUGUESE.get(each.label).string, purpose=PORTUGUESE.get(each.purpose).string)
            for each in form.fields
        ),
    )

    assert found(form) == found(said) == ()


def test_the_four_forms_of_the_desk_are_there():
    assert list(SAVED) == ["invoice_cpf", "delivery_address", "document_photo", "bank_account"]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"title": " "}, "title_missing"),
        ({"lifetime": timedelta(days=7)}, "lifetime"),
        ({"fields": ()}, "fields_count"),
        ({"fields": tuple(replace(FIELD, name=f"f{n}") for n in range(11))}, "fields_count"),
        ({"fields": (FIELD, FIELD)}, "fields_names"),
        ({"fields": (replace(FIELD, name="<b>"),)}, "fields_names"),
        ({"fields": (replace(FIELD, label=""),)}, "label_missing"),
        ({"fields": (replace(FIELD, purpose="nota"),)}, "purpose_missing"),
        ({"fields": (replace(FIELD, label="Número do cartão"),)}, "field_forbidden"),
        ({"fields": (replace(FIELD, label="C\u200bVV"),)}, "field_forbidden"),
        ({"fields": (replace(FIELD, label="Sua senha do banco"),)}, "field_forbidden"),
        ({"fields": (replace(FIELD, label="Dados", purpose="Cobrar no card number informado"),)}, "field_forbidden"),
        ({"fields": (replace(FIELD, seals_as="CARD_CVV"),)}, "field_forbidden"),
        ({"fields": (replace(FIELD, seals_as="CARD_NUMBER"),)}, "field_forbidden"),
        ({"fields": (replace(FIELD, seals_as="SHOE_SIZE"),)}, "class_unknown"),
        ({"payment_link": LINK}, "payment_stray"),
    ],
)
def test_a_form_of_ones_own_with_a_flaw_is_told_it(changed, problem):
    assert found(FORM) == ()
    assert found(replace(FORM, **changed)) == (problem,)


def test_a_payment_form_carries_the_providers_link_and_nothing_else():
    assert found(PAYMENT) == ()
    assert found(replace(PAYMENT, fields=(FIELD,))) == ("payment_fields",)
    assert found(replace(PAYMENT, payment_link="")) == ("payment_link",)
    assert found(replace(PAYMENT, fields=(FIELD,), payment_link="http://x")) == ("payment_fields", "payment_link")


@pytest.mark.parametrize(
    "link",
    ["https://mercadopago.com.br", "https://checkout.stripe.com/c/pay/a_b-1?x=1#f", "https://pag.asaas.com/c/1"],
)
def test_the_link_of_a_provider(link):
    assert is_of_provider(link)


@pytest.mark.parametrize(
    "link",
    [
        "http://mercadopago.com.br/x", "https://mercadopago.com.br.evil.example/", "https://evilmercadopago.com.br/",
        "https://mercadopago.com.br@evil.example/", "https://mercadopago.com.br:8443/", "https://evil.example/stripe.com",
        "https://stripe.com\\@evil.example/", "https://stripe.com\\.evil.example/", " https://stripe.com/",
        "https://stripe.com/a b", "https://stripe.com/\nhttps://evil.example", "https://stripe.com\n",
        "javascript:alert(1)",
        "https://strıpe.com/", "https://xn--strpe-q4a.com/", "https://STRIPE.com.evil.example", "//stripe.com/", "",
        "https://1.2.3.4/", "https://stripe.com/" + "a" * 2_000, "https:///stripe.com", "https://stripe.com.",
    ],
)  # fmt: skip
def test_a_link_that_only_looks_like_one_is_refused(link):
    assert not is_of_provider(link)


def test_another_provider_is_one_only_where_the_company_named_it():
    link = "https://pay.aurora.example/1"

    assert not is_of_provider(link)
    assert is_of_provider(link, providers=frozenset({"aurora.example"}))


def test_answers_are_checked_all_at_once_and_what_nobody_asked_for_is_dropped():
    given = {"bank": "341", "branch": "x", "account": "", "card": "4111111111111111"}

    kept, wrong = definition.answers(SAVED["bank_account"], given, today=TODAY)

    assert kept == {"bank": "341"}
    assert set(wrong) == {"branch", "account"}


def test_an_optional_field_left_empty_is_neither_kept_nor_wrong():
    given = {"cep": "01310100", "street": "Rua A, 1", "district": "Centro", "city": "São Paulo", "state": "SP"}

    kept, wrong = definition.answers(SAVED["delivery_address"], given, today=TODAY)

    assert kept == given
    assert wrong == {}
