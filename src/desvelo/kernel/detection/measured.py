"""How much detection misses, measured on messages that no rule was made by.

No page may say that it cannot miss; the page that explains masking prints these figures.

Written by ``scripts/score_corpus.py --write``.  ``tests/corpus`` measures again and refuses figures that claim better.
Shares are between 0 and 1; *missed* is the mean share of a datum that stayed readable, whatever label covered the rest.

>>> 0 <= MEASURED.missed <= 1 and set(MEASURED.missed_by_label) >= {"CPF", "PERSON_NAME"}
True
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one measurement says; *alarms* is the share of look-alikes in which something was covered for nothing."""

    data: int
    lookalikes: int
    missed: float
    alarms: float
    missed_by_label: Mapping[str, float]


_MISSED_BY_LABEL = MappingProxyType(
    {
        "ADDRESS": 1.000,
        "BANK_ACCOUNT": 1.000,
        "BIOMETRIC": 1.000,
        "BOLETO": 0.978,
        "CARD_CVV": 0.000,
        "CARD_EXPIRY": 0.143,
        "CARD_NUMBER": 0.167,
        "CEP": 0.000,
        "CNH": 1.000,
        "CNPJ": 0.000,
        "CNS": 1.000,
        "CPF": 0.143,
        "DATE_OF_BIRTH": 1.000,
        "EMAIL": 0.000,
        "GEO": 1.000,
        "HEALTH": 1.000,
        "IP": 1.000,
        "OTP_CODE": 0.000,
        "PASSPORT": 1.000,
        "PASSWORD": 0.133,
        "PERSON_NAME": 1.000,
        "PHONE": 0.146,
        "PIS": 1.000,
        "PIX_KEY": 0.000,
        "PIX_PAYLOAD": 1.000,
        "PLATE": 1.000,
        "POLITICAL": 1.000,
        "PROCESS_NUMBER": 1.000,
        "RACE": 1.000,
        "RELIGION": 1.000,
        "RG": 1.000,
        "SECRET": 1.000,
        "SEX_LIFE": 1.000,
        "TITULO_ELEITOR": 1.000,
        "UNION": 1.000,
    }
)

MEASURED: Final = Measured(
    data=494,
    lookalikes=392,
    missed=0.676,
    alarms=0.000,
    missed_by_label=_MISSED_BY_LABEL,
)
