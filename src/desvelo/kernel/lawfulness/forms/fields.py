"""One field of a secure form: what it is for, of which kind, and what is told to whoever fills it in wrongly.

Source: ux.md 7.4 («O CPF tem 11 números. Faltam 2.»); WCAG 2.2, 3.3.1 and 3.3.3.

>>> check(Field(name="cpf", label="CPF", purpose="Emitir a nota", kind=Kind.CPF), "529.982.247-25").value
'52998224725'
>>> check(Field(name="cpf", label="CPF", purpose="Emitir a nota", kind=Kind.CPF), "529982247").error.in_english()
'A CPF has 11 digits. 2 are missing.'
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from stdnum.br import cpf

from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.scanning import scan
from desvelo.kernel.lawfulness.words import Sentence, count, gettext_noop, ngettext_noop, say

LONGEST: Final = 500
LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes."""
FILE_TYPES: Final = frozenset({"application/pdf", "image/heic", "image/jpeg", "image/png", "image/webp"})
STATES: Final = frozenset(
    "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO".split()  # noqa: SIM905
)
NEVER: Final = frozenset({"CARD_CVV", "CARD_NUMBER", "OTP_CODE", "PASSWORD", "SECRET"})
"""Classes that no answer may hold: there is no form for them."""


class Kind(StrEnum):
    """What a field takes."""

    ACCOUNT = "account"
    BANK = "bank"
    BRANCH = "branch"
    CEP = "cep"
    CPF = "cpf"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    PHOTO = "photo"
    STATE = "state"
    TEXT = "text"


LABELS: Final[Mapping[Kind, str]] = {
    Kind.ACCOUNT: "BANK_ACCOUNT",
    Kind.BANK: "BANK_ACCOUNT",
    Kind.BRANCH: "BANK_ACCOUNT",
    Kind.CEP: "CEP",
    Kind.CPF: "CPF",
    Kind.DATE: "DATE_OF_BIRTH",
    Kind.EMAIL: "EMAIL",
    Kind.PHONE: "PHONE",
    Kind.PHOTO: "OTHER",
    Kind.STATE: "ADDRESS",
    Kind.TEXT: "OTHER",
}
"""The class under which each kind is sealed, unless the field says another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: *label* and *purpose* stand above it; *seals_as* is the class of its value, by default its kind's."""

    name: str
    label: str
    purpose: str
    kind: Kind
    is_required: bool = True
    seals_as: str = ""

    @property
    def class_code(self) -> str:
        """Return the class its value is sealed under."""
        return self.seals_as or LABELS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came: what its bytes say it is, and how many there are."""

    content_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A value in the form it is kept in, or what is told instead."""

    value: str | Upload = ""
    error: Sentence | None = None


Found = str | Sentence


def check(field: Field, value: str | Upload, *, today: date | None = None) -> Checked:
    """Check what was filled in; *today* is asked for by dates alone."""
    if field.kind is Kind.PHOTO:
        return _photo(field, value)
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text:
        empty = say(gettext_noop("This is still empty."))
        return Checked(error=empty) if field.is_required else Checked()
    if len(text) > LONGEST:
        return Checked(
            error=count(
                ngettext_noop("This is %(n)s character too long.", "This is %(n)s characters too long."),
                len(text) - LONGEST,
            )
        )
    found = _date(text, today=today) if field.kind is Kind.DATE else _CHECKS[field.kind](text)
    return Checked(value=found) if isinstance(found, str) else Checked(error=found)


def _digits(text: str) -> str:
    return "".join(char for char in fold(text) if char in "0123456789")


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in fold(text))


def _cpf(text: str) -> Found:
    if _has_letters(text):
        return say(gettext_noop("A CPF has digits only. Take the letters out."))
    digits = _digits(text)
    if len(digits) < _OF_CPF:
        forms = ngettext_noop("A CPF has 11 digits. %(n)s is missing.", "A CPF has 11 digits. %(n)s are missing.")
        return count(forms, _OF_CPF - len(digits))
    if len(digits) > _OF_CPF:
        forms = ngettext_noop(
            "A CPF has 11 digits. There is %(n)s too many.", "A CPF has 11 digits. There are %(n)s too many."
        )
        return count(forms, len(digits) - _OF_CPF)
    is_real = cpf.is_valid(digits) and len(set(digits)) > 1
    return digits if is_real else say(gettext_noop("This CPF does not exist. Check each digit."))


def _cep(text: str) -> Found:
    digits = _digits(text)
    if len(digits) < _OF_CEP:
        forms = ngettext_noop("A CEP has 8 digits. %(n)s is missing.", "A CEP has 8 digits. %(n)s are missing.")
        return count(forms, _OF_CEP - len(digits))
    if len(digits) > _OF_CEP:
        forms = ngettext_noop(
            "A CEP has 8 digits. There is %(n)s too many.", "A CEP has 8 digits. There are %(n)s too many."
        )
        return count(forms, len(digits) - _OF_CEP)
    return digits


def _email(text: str) -> Found:
    if re.fullmatch(r"[^\s@<>,;]{1,64}@[^\s@<>,;.]+(?:\.[^\s@<>,;.]+)+", text):
        return text
    return say(gettext_noop("An e-mail address has an @ and a domain, such as name@example.com."))


def _phone(text: str) -> Found:
    digits = _digits(text)
    if _has_letters(text):
        return say(gettext_noop("A phone number has digits only. Take the letters out."))
    least, most = (8, 15) if text.startswith("+") else (10, 11)
    if least <= len(digits) <= most:
        return f"+{digits}" if text.startswith("+") else digits
    return say(gettext_noop("Write the phone number with its area code, such as 11 91234-5678."))


def _date(text: str, *, today: date | None) -> Found:
    parts = re.fullmatch(r"(\d{1,2})\D(\d{1,2})\D(\d{4})", fold(text))
    wrong = say(gettext_noop("Write the date as day, month and year, such as 05/03/1990."))
    if parts is None:
        return wrong
    day, month, year = (int(part) for part in parts.groups())
    try:
        when = date(year, month, day)
    except ValueError:
        return say(gettext_noop("This day is not in the calendar. Check day and month."))
    if today is not None and when > today:
        return say(gettext_noop("This day is still to come. Check the year."))
    return when.isoformat()


def _state(text: str) -> Found:
    code = text.upper()
    return code if code in STATES else say(gettext_noop("Write the two letters of the state, such as SP."))


_SHORTEST_BANK: Final = 3  # «BRB»


def _bank(text: str) -> Found:
    is_code = re.fullmatch(r"\d{3}", fold(text))
    is_name = len(text) >= _SHORTEST_BANK and _has_letters(text)
    return text if is_code or is_name else say(gettext_noop("Write the bank by its name, or by its 3 digits."))


def _branch(text: str) -> Found:
    if re.fullmatch(r"\d{1,5}(?:-?[0-9x])?", fold(text)):
        return text.upper()
    return say(gettext_noop("A branch has up to 5 digits and, in some banks, one more after a dash."))


def _account(text: str) -> Found:
    if re.fullmatch(r"[\d. ]{1,15}(?:-?[0-9x])?", fold(text)) and _digits(text):
        return re.sub(r"[. ]", "", fold(text)).upper()
    return say(gettext_noop("Write the account with its last digit, such as 12345-6."))


def _text(text: str) -> Found:
    if any(each.label in NEVER for each in scan(text)):
        return say(gettext_noop("Do not write a card number, a password or a code here. Nobody here needs it."))
    return text


_OF_CPF, _OF_CEP = 11, 8
_CHECKS: Final[Mapping[Kind, Callable[[str], Found]]] = {
    Kind.ACCOUNT: _account,
    Kind.BANK: _bank,
    Kind.BRANCH: _branch,
    Kind.CEP: _cep,
    Kind.CPF: _cpf,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.STATE: _state,
    Kind.TEXT: _text,
}


def _photo(field: Field, value: str | Upload) -> Checked:
    if isinstance(value, str) or not value.size:
        missing = say(gettext_noop("No photo was chosen yet."))
        return Checked(error=missing) if field.is_required else Checked()
    if value.content_type not in FILE_TYPES:
        return Checked(error=say(gettext_noop("This file is no photo. Choose a photo or a PDF.")))
    if value.size > LARGEST_FILE:
        return Checked(error=say(gettext_noop("This photo is larger than 10 MB. Take it again with a lower quality.")))
    return Checked(value=value)
