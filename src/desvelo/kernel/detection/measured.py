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
        "ADDRESS": 0.140,
        "BANK_ACCOUNT": 0.083,
        "BIOMETRIC": 0.148,
        "BOLETO": 0.042,
        "CARD_CVV": 0.043,
        "CARD_EXPIRY": 0.050,
        "CARD_NUMBER": 0.000,
        "CEP": 0.085,
        "CNH": 0.050,
        "CNPJ": 0.000,
        "CNS": 0.000,
        "CPF": 0.079,
        "DATE_OF_BIRTH": 0.296,
        "EMAIL": 0.000,
        "GEO": 0.000,
        "HEALTH": 0.180,
        "IP": 0.071,
        "OTP_CODE": 0.067,
        "PASSPORT": 0.059,
        "PASSWORD": 0.071,
        "PERSON_NAME": 0.089,
        "PHONE": 0.073,
        "PIS": 0.000,
        "PIX_KEY": 0.150,
        "PIX_PAYLOAD": 0.000,
        "PLATE": 0.133,
        "POLITICAL": 0.231,
        "PROCESS_NUMBER": 0.000,
        "RACE": 0.214,
        "RELIGION": 0.120,
        "RG": 0.045,
        "SECRET": 0.053,
        "SEX_LIFE": 0.188,
        "TITULO_ELEITOR": 0.000,
        "UNION": 0.202,
    }
)

MEASURED: Final = Measured(
    data=984,
    lookalikes=564,
    missed=0.095,
    alarms=0.032,
    missed_by_label=_MISSED_BY_LABEL,
)
