"""PIS, also PASEP, NIS and NIT: the number of a worker in Brazilian social security, 11 digits, the last checks ten.

It leads to wages, employers and benefits.  Its printed form, ddd.ddddd.dd-d, is nobody else's; bare digits need the
word or the question.  The number of a benefit (NB) is another.

Source: Caixa Econômica Federal, Cadastro NIS, Manual Operacional (check digit: weights 3 2 9 8 7 6 5 4 3 2,
modulus 11).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("meu pis 120.12345.67-2")]
[(8, 22, 'check_digits')]
>>> scan("protocolo 12012345672")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, documents
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label, digits_of
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="PIS", handling=Handling.SEAL, essence=digits_of)

_WEIGHTS = (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
_MODULUS = 11


def is_valid(digits: str) -> bool:
    """Tell whether the last of eleven *digits* checks the first ten."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:10], _WEIGHTS, strict=True))
    return int(digits[10]) == -total % _MODULUS % 10


_DOCUMENT = documents.Document(
    label=LABEL.code,
    length=11,
    is_valid=is_valid,
    printed=re.compile(r"[0-9]{3}\.[0-9]{5}\.[0-9]{2}\s?-\s?[0-9]"),
    spoken_of=re.compile(
        r"\b(?:cidadao|bolsa familia|cad\s?unico|auxilio|carteira de trabalho|ctps|fgts|inss|beneficio)\b"
    ),
    groups=frozenset({(11,), (3, 5, 2, 1), (1, 3, 3, 3, 1), (10, 1), (3, 5, 3), (3, 3, 3, 2), (3, 4, 4)}),
)


@catalogue.add(
    "br.pis",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=11,
    words=("pis", "pasep", "nis", "nit", "pis pasep", "numero de inscricao social", "inscricao do trabalhador"),
    loose=(
        "cartao cidadao",
        "bolsa familia",
        "cadunico",
        "cad unico",
        "auxilio brasil",
        "carteira de trabalho",
        "ctps",
    ),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every PIS, PASEP, NIS or NIT."""
    return documents.hits(reading, _DOCUMENT)
