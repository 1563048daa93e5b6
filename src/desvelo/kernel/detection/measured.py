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
        "ADDRESS": 0.161,
        "BANK_ACCOUNT": 0.062,
        "BIOMETRIC": 0.134,
        "BOLETO": 0.062,
        "CARD_CVV": 0.176,
        "CARD_EXPIRY": 0.200,
        "CARD_NUMBER": 0.000,
        "CEP": 0.081,
        "CNH": 0.000,
        "CNPJ": 0.000,
        "CNS": 0.000,
        "CPF": 0.037,
        "DATE_OF_BIRTH": 0.179,
        "EMAIL": 0.000,
        "GEO": 0.000,
        "HEALTH": 0.243,
        "IP": 0.000,
        "OTP_CODE": 0.250,
        "PASSPORT": 0.205,
        "PASSWORD": 0.182,
        "PERSON_NAME": 0.039,
        "PHONE": 0.025,
        "PIS": 0.000,
        "PIX_KEY": 0.000,
        "PIX_PAYLOAD": 0.000,
        "PLATE": 0.000,
        "POLITICAL": 0.286,
        "PROCESS_NUMBER": 0.000,
        "RACE": 0.115,
        "RELIGION": 0.036,
        "RG": 0.053,
        "SECRET": 0.103,
        "SEX_LIFE": 0.250,
        "TITULO_ELEITOR": 0.000,
        "UNION": 0.232,
    }
)

MEASURED: Final = Measured(
    data=518,
    lookalikes=387,
    missed=0.104,
    alarms=0.021,
    missed_by_label=_MISSED_BY_LABEL,
)
