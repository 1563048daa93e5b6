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
        "ADDRESS": 0.176,
        "BANK_ACCOUNT": 0.120,
        "BIOMETRIC": 0.188,
        "BOLETO": 0.045,
        "CARD_CVV": 0.200,
        "CARD_EXPIRY": 0.167,
        "CARD_NUMBER": 0.000,
        "CEP": 0.068,
        "CNH": 0.067,
        "CNPJ": 0.125,
        "CNS": 0.000,
        "CPF": 0.029,
        "DATE_OF_BIRTH": 0.222,
        "EMAIL": 0.000,
        "GEO": 0.000,
        "HEALTH": 0.204,
        "IP": 0.000,
        "OTP_CODE": 0.182,
        "PASSPORT": 0.067,
        "PASSWORD": 0.250,
        "PERSON_NAME": 0.087,
        "PHONE": 0.038,
        "PIS": 0.000,
        "PIX_KEY": 0.056,
        "PIX_PAYLOAD": 0.000,
        "PLATE": 0.000,
        "POLITICAL": 0.250,
        "PROCESS_NUMBER": 0.000,
        "RACE": 0.132,
        "RELIGION": 0.081,
        "RG": 0.045,
        "SECRET": 0.109,
        "SEX_LIFE": 0.188,
        "TITULO_ELEITOR": 0.000,
        "UNION": 0.347,
    }
)

MEASURED: Final = Measured(
    data=774,
    lookalikes=526,
    missed=0.109,
    alarms=0.021,
    missed_by_label=_MISSED_BY_LABEL,
)
