"""The forms every company begins with: CPF for the invoice, delivery address, photo of the document, bank account.

Their words are marked sentences; whoever sends one looks them up in the customer's language.

Source: ux.md 7.4.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from desvelo.kernel.lawfulness.forms.definition import Form
from desvelo.kernel.lawfulness.forms.fields import Field, Kind
from desvelo.kernel.lawfulness.words import gettext_noop

_USUAL: Final = timedelta(minutes=30)
_LONGER: Final = timedelta(hours=2)
_DELIVER: Final = gettext_noop("To deliver to the right place")
_REFUND: Final = gettext_noop("To pay back to your account")


def _address(name: str, label: str, *, is_required: bool = True) -> Field:
    return Field(name=name, label=label, purpose=_DELIVER, kind=Kind.TEXT, is_required=is_required, seals_as="ADDRESS")


INVOICE: Final = Form(
    title=gettext_noop("Data for your invoice"),
    lifetime=_USUAL,
    fields=(
        Field(
            name="cpf", label=gettext_noop("Your CPF"), purpose=gettext_noop("To put it on the invoice"), kind=Kind.CPF
        ),
    ),
)
DELIVERY: Final = Form(
    title=gettext_noop("Delivery address"),
    lifetime=_LONGER,
    fields=(
        Field(name="cep", label=gettext_noop("CEP (postal code)"), purpose=_DELIVER, kind=Kind.CEP),
        _address("street", gettext_noop("Street and number")),
        _address("more", gettext_noop("Flat or reference"), is_required=False),
        _address("district", gettext_noop("District")),
        _address("city", gettext_noop("City")),
        Field(name="state", label=gettext_noop("State"), purpose=_DELIVER, kind=Kind.STATE),
    ),
)
DOCUMENT: Final = Form(
    title=gettext_noop("Photo of your document"),
    lifetime=_LONGER,
    fields=(
        Field(
            name="front",
            label=gettext_noop("Front of the document"),
            purpose=gettext_noop("To check who you are"),
            kind=Kind.PHOTO,
        ),
        Field(
            name="back",
            label=gettext_noop("Back of the document"),
            purpose=gettext_noop("To check who you are"),
            kind=Kind.PHOTO,
            is_required=False,
        ),
    ),
)
BANK: Final = Form(
    title=gettext_noop("Account for a refund"),
    lifetime=_USUAL,
    fields=(
        Field(name="bank", label=gettext_noop("Bank"), purpose=_REFUND, kind=Kind.BANK),
        Field(name="branch", label=gettext_noop("Branch"), purpose=_REFUND, kind=Kind.BRANCH),
        Field(name="account", label=gettext_noop("Account with its last digit"), purpose=_REFUND, kind=Kind.ACCOUNT),
    ),
)

SAVED: Final[Mapping[str, Form]] = MappingProxyType(
    {"invoice_cpf": INVOICE, "delivery_address": DELIVERY, "document_photo": DOCUMENT, "bank_account": BANK}
)
"""By a code that is never reused, in the order people see them."""
