"""CNS, the card of the Brazilian public health service (SUS): 15 digits whose weighted sum is a multiple of 11.

It is the key of a person's health record.  It is printed as ddd dddd dddd dddd; a card of a health plan is another.

Source: DATASUS, Rotina de validação de números do CNS (definitive numbers: a PIS that begins with 1 or 2,
000 or 001, a check digit; provisional ones begin with 7, 8 or 9).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("cartão do sus 898 0010 0000 0003")]
[(14, 32, 'check_digits')]
>>> scan("protocolo 898001000000003")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, documents
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label, digits_of
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="CNS", handling=Handling.SEAL, essence=digits_of)

_MODULUS = 11
_FORMS = re.compile(r"[12][0-9]{10}00[01][0-9]|[789][0-9]{14}")


def is_valid(digits: str) -> bool:
    """Tell whether fifteen *digits* are built as a card's and sum, weighted 15 to 1, to a multiple of 11."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(15, 0, -1), strict=True))
    return _FORMS.fullmatch(digits) is not None and total % _MODULUS == 0


_DOCUMENT = documents.Document(
    label=LABEL.code,
    length=15,
    is_valid=is_valid,
    printed=re.compile(r"[0-9]{3}[\s.][0-9]{4}[\s.][0-9]{4}[\s.][0-9]{4}"),
    groups=frozenset({(15,), (3, 4, 4, 4), (3, 3, 3, 3, 3), (11, 4), (11, 3, 1), (5, 5, 5)}),
)


@catalogue.add(
    "br.cns",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=15,
    words=(
        "cns", "sus", "cartao sus", "cartao do sus", "cartao nacional", "cartao nacional de saude", "cartaosus",
        "carteirinha do sus", "carteira do sus",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every number of a public health card."""
    return documents.hits(reading, _DOCUMENT)
