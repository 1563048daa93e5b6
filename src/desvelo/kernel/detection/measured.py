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
        "ADDRESS": 0.166,
        "BANK_ACCOUNT": 0.172,
        "BIOMETRIC": 0.199,
        "BOLETO": 0.040,
        "CARD_CVV": 0.174,
        "CARD_EXPIRY": 0.143,
        "CARD_NUMBER": 0.059,
        "CEP": 0.054,
        "CNH": 0.059,
        "CNPJ": 0.167,
        "CNS": 0.000,
        "CPF": 0.024,
        "DATE_OF_BIRTH": 0.200,
        "EMAIL": 0.000,
        "GEO": 0.067,
        "HEALTH": 0.184,
        "IP": 0.000,
        "OTP_CODE": 0.222,
        "PASSPORT": 0.158,
        "PASSWORD": 0.250,
        "PERSON_NAME": 0.104,
        "PHONE": 0.033,
        "PIS": 0.000,
        "PIX_KEY": 0.100,
        "PIX_PAYLOAD": 0.000,
        "PLATE": 0.000,
        "POLITICAL": 0.208,
        "PROCESS_NUMBER": 0.000,
        "RACE": 0.119,
        "RELIGION": 0.064,
        "RG": 0.036,
        "SECRET": 0.122,
        "SEX_LIFE": 0.158,
        "TITULO_ELEITOR": 0.000,
        "UNION": 0.309,
    }
)

MEASURED: Final = Measured(
    data=981,
    lookalikes=648,
    missed=0.111,
    alarms=0.028,
    missed_by_label=_MISSED_BY_LABEL,
)
