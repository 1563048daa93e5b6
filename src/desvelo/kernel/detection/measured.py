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
        "ADDRESS": 0.137,
        "BANK_ACCOUNT": 0.074,
        "BIOMETRIC": 0.257,
        "BOLETO": 0.048,
        "CARD_CVV": 0.286,
        "CARD_EXPIRY": 0.182,
        "CARD_NUMBER": 0.125,
        "CEP": 0.172,
        "CNH": 0.133,
        "CNPJ": 0.000,
        "CNS": 0.000,
        "CPF": 0.098,
        "DATE_OF_BIRTH": 0.200,
        "EMAIL": 0.000,
        "GEO": 0.000,
        "HEALTH": 0.333,
        "IP": 0.000,
        "OTP_CODE": 0.292,
        "PASSPORT": 0.203,
        "PASSWORD": 0.316,
        "PERSON_NAME": 0.079,
        "PHONE": 0.020,
        "PIS": 0.000,
        "PIX_KEY": 0.000,
        "PIX_PAYLOAD": 0.000,
        "PLATE": 0.000,
        "POLITICAL": 0.286,
        "PROCESS_NUMBER": 0.000,
        "RACE": 0.156,
        "RELIGION": 0.093,
        "RG": 0.040,
        "SECRET": 0.222,
        "SEX_LIFE": 0.206,
        "TITULO_ELEITOR": 0.000,
        "UNION": 0.187,
    }
)

MEASURED: Final = Measured(
    data=776,
    lookalikes=545,
    missed=0.135,
    alarms=0.024,
    missed_by_label=_MISSED_BY_LABEL,
)
