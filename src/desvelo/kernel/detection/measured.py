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
        "ADDRESS": 0.111,
        "BANK_ACCOUNT": 0.056,
        "BIOMETRIC": 0.327,
        "BOLETO": 0.000,
        "CARD_CVV": 0.188,
        "CARD_EXPIRY": 0.133,
        "CARD_NUMBER": 0.133,
        "CEP": 0.143,
        "CNH": 0.077,
        "CNPJ": 0.000,
        "CNS": 0.000,
        "CPF": 0.085,
        "DATE_OF_BIRTH": 0.200,
        "EMAIL": 0.000,
        "GEO": 0.000,
        "HEALTH": 0.484,
        "IP": 0.000,
        "OTP_CODE": 0.176,
        "PASSPORT": 0.111,
        "PASSWORD": 0.304,
        "PERSON_NAME": 0.084,
        "PHONE": 0.044,
        "PIS": 0.000,
        "PIX_KEY": 0.000,
        "PIX_PAYLOAD": 0.000,
        "PLATE": 0.000,
        "POLITICAL": 0.333,
        "PROCESS_NUMBER": 0.000,
        "RACE": 0.347,
        "RELIGION": 0.157,
        "RG": 0.050,
        "SECRET": 0.263,
        "SEX_LIFE": 0.308,
        "TITULO_ELEITOR": 0.000,
        "UNION": 0.173,
    }
)

MEASURED: Final = Measured(
    data=666,
    lookalikes=488,
    missed=0.137,
    alarms=0.025,
    missed_by_label=_MISSED_BY_LABEL,
)
