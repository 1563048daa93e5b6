"""CNH, the number of a Brazilian driving licence: 11 digits, the last two of which check the others.

With a name it opens vehicle records and rents cars.  It has no printed form of its own, so a word has to say what it
is; ``registro`` says so only where the licence is spoken of.  Mirror number and RENACH are other numbers.

Source: CONTRAN, Resolução 886/2021 (number of the register); the check digits as the state traffic departments
publish them, compared with two other implementations (test_br_cnh.py).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("cnh 62472927637")]
[(4, 15, 'check_digits')]
>>> scan("pedido 62472927637")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, documents
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label, digits_of
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="CNH", handling=Handling.SEAL, essence=digits_of)

_MODULUS = 11
_TEN = 10


def is_valid(digits: str) -> bool:
    """Tell whether the last two of eleven *digits* check the first nine."""
    base = [int(char) for char in digits[:9]]
    first = sum(digit * weight for digit, weight in zip(base, range(9, 0, -1), strict=True)) % _MODULUS
    second = sum(digit * weight for digit, weight in zip(base, range(1, 10), strict=True)) % _MODULUS
    if first == _TEN:
        first, second = 0, second - 2 if second >= 2 else second + 9  # noqa: PLR2004  the rule's own numbers
    return digits[9:] == f"{first}{0 if second == _TEN else second}"


_DOCUMENT = documents.Document(
    label=LABEL.code,
    length=11,
    is_valid=is_valid,
    printed=re.compile(r"(?!)"),
    spoken_of=re.compile(
        r"\b(?:motorista|motorist[ao]s|condutor\w{0,3}|habilita\w+|detran|carteira|carta|dirij\w+|dirig\w+|motoboy"
        r"|caminhoneir\w|renovei|auto\s?escola|cfc|definitiva|prova pratica|locadora|locacao|multa"
        r"|primeira habilitacao|categoria [a-e]{1,2}|cat [a-e]{1,2})\b"
    ),
    groups=frozenset({(11,), (9, 2), (3, 3, 3, 2), (3, 3, 5), (3, 4, 4), (2, 3, 3, 3)}),
)


@catalogue.add(
    "br.cnh",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=11,
    words=(
        "cnh", "cnhs", "habilitacao", "carteira de motorista", "carteira de habilitacao", "registro da cnh",
        "registro cnh", "reg cnh", "renach", "carta de motorista", "carta de habilitacao", "carteira do detran",
        "carteira nacional de habilitacao", "registro da habilitacao", "habilitacoes", "ppd",
        "permissao para dirigir", "permissao de dirigir",
        "carteira de condutor", "cnh digital", "c n h", "carta de condutor", "carta de conducao",
    ),
    loose=("registro", "reg", "numero de registro", "permissao", "minha carteira", "minha carta", "motorista"),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every number of a driving licence."""
    return documents.hits(reading, _DOCUMENT)
