"""Find a contact by phone, e-mail, CPF, CNPJ, order number or user id without storing any of them readable.

The index is an HMAC over the value's normal form, so two ways of writing one number meet.  Without the key it says
nothing; with it, equality.  Only near-unique values are indexed: never a name, a city, a tag (D6.1).

A normal form is strict: what does not fit raises instead of giving an index nobody finds again.  Phones are
international, with or without "+"; no country is guessed.  Two habits of WhatsApp are undone, because the same person
arrives in both forms: Brazilian mobiles without their ninth digit, Mexican ones with an old 1 after the country.

Source: security-design D6.1; whatsapp-cloud-api section 2 (``wa_id``).

>>> normalise("phone", "+55 31 8765-4321"), normalise("phone", "5531987654321")
('5531987654321', '5531987654321')
>>> normalise("cpf", "529.982.247-25")
'52998224725'
"""

import hmac
import re
import unicodedata
from collections.abc import Callable
from types import MappingProxyType

from desvelo.kernel.sealing import context
from desvelo.kernel.sealing.errors import NotIndexable

_WRITTEN_NUMBER = re.compile(r"[0-9 ().+/-]+", re.ASCII)
_NOT_DIGITS = re.compile(r"[^0-9]+", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_BRAZIL_WITHOUT_NINE = re.compile(r"(55[1-9][0-9])([6-9][0-9]{7})", re.ASCII)
_MEXICO_WITH_ONE = re.compile(r"521([0-9]{10})", re.ASCII)
_PHONE_DIGITS = range(5, 21)  # E.164 ends at 15; what the platform may send must always be found
_CPF_DIGITS = 11
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}", re.ASCII)  # with letters since July 2026
_PRINTED_SIGNS = re.compile(r"[./\s-]+")
_ORDER = re.compile(r"[0-9A-Z]{4,20}", re.ASCII)


def index(key: bytes, kind: str, value: str) -> bytes:
    """Return the 32 bytes under which *value* is found; raise NotIndexable."""
    return hmac.digest(key, context.encode(context.FORMAT, "index", kind, normalise(kind, value)), "sha256")


def normalise(kind: str, value: str) -> str:
    """Return the one way in which *value* is indexed; raise NotIndexable."""
    normal = _NORMAL_FORMS[kind](unicodedata.normalize("NFKC", value).strip()) if kind in _NORMAL_FORMS else None
    if normal is None:
        raise NotIndexable(kind=kind)
    return normal


def _digits(value: str) -> str:
    return _NOT_DIGITS.sub("", value) if _WRITTEN_NUMBER.fullmatch(value) else ""


def _phone(value: str) -> str | None:
    digits = _digits(value)
    digits = _BRAZIL_WITHOUT_NINE.sub(r"\g<1>9\2", digits) if _BRAZIL_WITHOUT_NINE.fullmatch(digits) else digits
    digits = _MEXICO_WITH_ONE.sub(r"52\1", digits) if _MEXICO_WITH_ONE.fullmatch(digits) else digits
    return digits if len(digits) in _PHONE_DIGITS else None


def _email(value: str) -> str | None:
    return value.lower() if _EMAIL.fullmatch(value) else None


def _cpf(value: str) -> str | None:
    digits = _digits(value)
    return digits if len(digits) == _CPF_DIGITS else None


def _cnpj(value: str) -> str | None:
    plain = _PRINTED_SIGNS.sub("", value).upper()
    return plain if _CNPJ.fullmatch(plain) else None


def _order(value: str) -> str | None:
    return value if _ORDER.fullmatch(value) else None


def _bsuid(value: str) -> str | None:
    return value or None


_NORMAL_FORMS: MappingProxyType[str, Callable[[str], str | None]] = MappingProxyType(
    {"bsuid": _bsuid, "cnpj": _cnpj, "cpf": _cpf, "email": _email, "order": _order, "phone": _phone}
)
