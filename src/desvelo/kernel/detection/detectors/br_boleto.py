"""Boleto: the "linha digitável" of a bank slip (47 digits) or of a bill of a utility or a tax (48, the first an 8).

It tells who owes what to whom, and whoever changes it diverts the payment.  Each of its fields has a check digit; no
other number people send has 47 or 48 digits, so the printed grouping, its first three fields or the words make one of a
mistyped line, or of one cut short, as well.
The key of an invoice has 44 and "nosso número" fewer: both are left.

Source: FEBRABAN, Especificações Técnicas para Confecção de Boleto de Pagamento 4.3 (fields, modulus 10 and 11), and
Layout Padrão de Arrecadação/Recebimento com Utilização do Código de Barras 7, 3.2 (48 digits, which modulus).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("boleto 00190.50095 40144.816069 06809.350314 3 37370000000100")]
[(7, 61, 'check_digits')]
>>> scan("chave 3526 0811 2223 3300 0181 5500 1000 0482 9110 0048 2910")
()
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label, digits_of
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Chain

LABEL = Label(code="BOLETO", handling=Handling.SEAL, essence=digits_of)

BANK_SLIP, BILL = 47, 48
_SHORTEST, _LONGEST = 40, 49
_SHORTEST_DECLARED = 46
_RULES = ("", "declared", "fields", "form", "check_digits")
"""Why a run of groups is a line, the weakest first."""
_MOST_GROUPS = 16
_REAL = "9"
_BILL_FIRST = "8"
_MODULUS_10 = "67"
_FIELDS = ((0, 9), (10, 20), (21, 31))
_BLOCKS = tuple((start, start + 11) for start in range(0, BILL, 12))
_PRINTED = frozenset(
    {(5, 5, 5, 6, 5, 6, 1, 14), (10, 11, 11, 1, 14), (12, 12, 12, 12), (11, 1) * 4, (BANK_SLIP,), (BILL,)}
)
_BILL_WORDS = re.compile(
    r"\b(?:boletos?|linha|digitavel|barras|codigo|fatura|guia|dar[fje]|das|iptu|ipva|conta|pagar|paga|pago|paguei"
    r"|pagamento"
    r"|vencid[oa]|venceu|segunda via|2a? via|cobranca)\b"
)
_NOT_A_BILL = re.compile(r"\b(?:chave de acesso|nf.?c?e|nota fiscal|danfe|ct.?e)\b")
_BEFORE = 60


@catalogue.add(
    "br.boleto",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=_SHORTEST,
    words=("linha digitavel", "linha digital", "codigo do boleto"),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every line, left to right."""
    if len(reading.folded) >= _SHORTEST and sum(group.end - group.start for group in reading.groups) >= _SHORTEST:
        for chain in reading.chains:
            yield from _in_chain(reading, chain)


def _in_chain(reading: Reading, chain: Chain) -> Iterator[Hit]:
    """Yield the lines that begin at some group of *chain*, none inside another."""
    ends = list(accumulate((group.end - group.start for group in chain), initial=0))
    first = 0
    while ends[-1] - ends[first] >= _SHORTEST:
        windows = range(first, min(len(chain), first + _MOST_GROUPS))
        lasts = [last for last in windows if _SHORTEST <= ends[last + 1] - ends[first] <= _LONGEST]
        strength, last = max(((_strength(reading, chain, first, last), last) for last in lasts), default=(0, first))
        if strength:
            sure = Certainty.CHECKED if strength > 1 else Certainty.CONTEXT
            yield Hit(chain[first].start, chain[last].end, sure, _RULES[strength])
        first = last + 1 if strength else first + 1


def _strength(reading: Reading, chain: Chain, first: int, last: int) -> int:
    """Return how surely the groups are a line: the place of its rule in ``_RULES``, 0 when they are none."""
    taken = chain[first : last + 1]
    digits = "".join(reading.folded[group.start : group.end] for group in taken)
    if taken[0].led or taken[-1].trailed or len(set(digits)) == 1 or not _may_begin(digits):
        return 0
    if is_valid(digits):
        return _RULES.index("check_digits")
    if tuple(group.end - group.start for group in taken) in _PRINTED:
        return _RULES.index("form")
    before = reading.folded[max(0, chain[first].start - _BEFORE) : chain[first].start]
    if _NOT_A_BILL.search(before):
        return 0
    if digits[3] == _REAL and has_right_fields(digits):
        return _RULES.index("fields")
    whole = len(taken) == len(chain) and len(digits) >= _SHORTEST_DECLARED
    return _RULES.index("declared") if whole and _BILL_WORDS.search(before) else 0


def _may_begin(digits: str) -> bool:
    """Tell whether *digits* begin as a bank slip in reais or as a bill does."""
    return digits[3] == _REAL or digits[0] == _BILL_FIRST


def is_valid(digits: str) -> bool:
    """Tell whether every check digit of a line of 47 or 48 digits is right."""
    if len(set(digits)) == 1:
        return False
    if len(digits) == BANK_SLIP:
        return has_right_fields(digits) and modulus_11(bars_of_slip(digits)) == int(digits[32])
    if len(digits) == BILL and digits[0] == _BILL_FIRST:
        check = modulus_10 if digits[2] in _MODULUS_10 else modulus_11_of_bill
        return all(check(digits[start:end]) == int(digits[end]) for start, end in _BLOCKS)
    return False


def has_right_fields(digits: str) -> bool:
    """Tell whether the check digits of the three fields that begin a bank slip are right."""
    return all(modulus_10(digits[start:end]) == int(digits[end]) for start, end in _FIELDS)


def bars_of_slip(digits: str) -> str:
    """Return the 43 digits of the bar code that the general check digit of a bank slip is made from."""
    return digits[0:4] + digits[33:47] + digits[4:9] + digits[10:20] + digits[21:31]


def modulus_10(digits: str) -> int:
    """Return the check digit of one field: weights 2, 1 from the right, digits of each product added."""
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(digits)))
    return -total % 10


def _remainder_11(digits: str) -> int:
    """Return the weighted sum modulo 11: weights 2 to 9 from the right, again and again."""
    return sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(digits))) % 11


def modulus_11(digits: str) -> int:
    """Return the general check digit of a bank slip: 11 less the remainder, and 1 where that is 0, 10 or 11."""
    check = 11 - _remainder_11(digits)
    return 1 if check in {0, 10, 11} else check


def modulus_11_of_bill(digits: str) -> int:
    """Return the check digit of a block of a bill: as of a slip, but 0 for a remainder of 0 or 1."""
    rest = _remainder_11(digits)
    return 0 if rest in {0, 1} else 11 - rest
