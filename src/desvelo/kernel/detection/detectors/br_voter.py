"""Título de eleitor, the number of a Brazilian voter: 12 digits, of which 9 and 10 name the state and two check.

With a name and a date of birth it opens electoral records, and it stands for its owner in some sign-ups.  It is printed
in three fours, which a card's number shares, so without a word the check digits must be right.  Zone and section are
no secrets and stay.

Source: TSE, Resolução 23.659/2021, art. 35 (composition, check digits; in São Paulo and Minas Gerais a rest of
0 gives 1).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("título 1023 8501 0671")]
[(7, 21, 'check_digits')]
>>> scan("protocolo 102385010671")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, documents
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label, digits_of
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="TITULO_ELEITOR", handling=Handling.SEAL, essence=digits_of)

_STATES = range(1, 29)
_REST_OF_ZERO_GIVES_ONE = frozenset({1, 2})
_MODULUS = 11


def is_valid(digits: str) -> bool:
    """Tell whether the state of twelve *digits* exists and the last two check the others."""
    state = int(digits[8:10])
    if state not in _STATES:
        return False
    first = _check(sum(int(digit) * weight for weight, digit in enumerate(digits[:8], start=2)), state)
    second = _check(int(digits[8]) * 7 + int(digits[9]) * 8 + first * 9, state)
    return digits[10:] == f"{first}{second}"


def _check(total: int, state: int) -> int:
    rest = total % _MODULUS
    return 1 if rest == 0 and state in _REST_OF_ZERO_GIVES_ONE else rest % 10


_DOCUMENT = documents.Document(
    label=LABEL.code,
    length=12,
    is_valid=is_valid,
    printed=re.compile(r"[0-9]{4}\s[0-9]{4}\s[0-9]{4}"),
    groups=frozenset({(12,), (4, 4, 4), (4, 4, 2, 2), (8, 2, 2), (10, 2), (8, 4), (3, 3, 3, 3)}),
)


@catalogue.add(
    "br.voter",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=12,
    words=(
        "titulo", "titulos", "tit eleitor", "titulo de eleitor", "titulo eleitoral", "eleitor", "inscricao eleitoral",
        "e titulo", "tit eleitoral", "titulo eleitora", "titulo de leitor", "titulo do eleitor", "eleitoral",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every number of a voter."""
    return documents.hits(reading, _DOCUMENT)
