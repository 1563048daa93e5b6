"""What identifies a person exactly, in whatever way it is written: telephone, e-mail, CPF, CNPJ.

A text may be more than one: eleven digits are a CPF and a mobile number.  Nothing else is ever an identifier: no name,
city, diagnosis or tag (D6.1).  A telephone without a country is Brazilian, as one found in a message is.

Source: security-design D6.1; Anatel, Resolução 749/2022.

>>> kinds("(11) 98888-7777")
[('cpf', '11988887777'), ('phone', '5511988887777')]
>>> kinds("Ana@Example.com "), kinds("bom dia")
([('email', 'ana@example.com')], [])
"""

import re
from collections.abc import Callable
from typing import Final

from desvelo.kernel.detection.detectors import contact_email
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import digits_of

CPF, CNPJ, EMAIL, PHONE, ORDER = "cpf", "cnpj", "email", "phone", "order"
LABELS: Final = {
    "CPF": (CPF,),
    "CNPJ": (CNPJ,),
    "EMAIL": (EMAIL,),
    "PHONE": (PHONE,),
    "PIX_KEY": (CPF, CNPJ, EMAIL, PHONE),
}
"""Which classes of data are identifiers, and of which kinds their values may be."""
LABEL_OF: Final = {CPF: "CPF", CNPJ: "CNPJ", EMAIL: "EMAIL", PHONE: "PHONE"}
"""Whose policy says who may look for a kind."""
LONGEST: Final = 100
_CPF_DIGITS = 11
_NATIONAL = (10, 11)
_INTERNATIONAL = range(8, 16)
_LONG_WITHOUT_PLUS = (12, 13)
_NUMBER = re.compile(r"[0-9\s().+/_-]+")
_CNPJ = re.compile(r"[0-9a-z]{2}[.\s]?[0-9a-z]{3}[.\s]?[0-9a-z]{3}[/\s]?[0-9a-z]{4}[-\s]?[0-9]{2}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONG_DISTANCE = re.compile(r"0+")
_COUNTRY = re.compile(r"55(?=[1-9][0-9]{9,10}$)")
_LEAST_DIGITS = 3


def kinds(text: str) -> list[tuple[str, str]]:
    """Return (kind, value) of each identifier that *text* may be, the value ready for the index."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return []
    read = ((kind, reading(text)) for kind, reading in _READINGS.items())
    return [(kind, value) for kind, value in read if value is not None]


def of_datum(label: str, value: str) -> list[tuple[str, str]]:
    """Return the identifiers that a datum of class *label* is, of those its class may be."""
    allowed = LABELS.get(label, ())
    return [each for each in kinds(value) if each[0] in allowed] if allowed else []


def _cpf(text: str) -> str | None:
    digits = digits_of(text)
    return digits if len(digits) == _CPF_DIGITS and _NUMBER.fullmatch(fold(text)) and "+" not in text else None


def _cnpj(text: str) -> str | None:
    folded = fold(text)
    if not _CNPJ.fullmatch(folded) or len(digits_of(folded)) < _LEAST_DIGITS:
        return None
    return "".join(char for char in folded if char.isalnum()).upper()


def _email(text: str) -> str | None:
    address = contact_email.typed(text)
    return address if _EMAIL.fullmatch(address) else None


def _phone(text: str) -> str | None:
    folded = fold(text)
    if not _NUMBER.fullmatch(folded):
        return None
    digits = digits_of(folded)
    if "+" in folded or digits.startswith("00"):
        digits = _LONG_DISTANCE.sub("", digits, count=1) if digits.startswith("00") else digits
        return digits if len(digits) in _INTERNATIONAL else None
    here = _COUNTRY.sub("", digits.lstrip("0"))
    if len(here) in _NATIONAL:
        return f"55{here}"
    return here if len(here) in _LONG_WITHOUT_PLUS else None


_READINGS: Final[dict[str, Callable[[str], str | None]]] = {CPF: _cpf, CNPJ: _cnpj, EMAIL: _email, PHONE: _phone}
