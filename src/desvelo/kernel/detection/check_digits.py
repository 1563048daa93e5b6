"""Check digits of CPF, CNPJ and cards, over digits that somebody has already taken out of the text.

python-stdnum has them too and is what the tests compare these with; it first cleans each number character by character,
which costs more than all else that is done to a message (30 µs a number, against 2).

Source: Receita Federal, Instrução Normativa RFB 2.172/2024 (CPF) and 2.229/2024 (CNPJ: a letter counts as its ASCII
code less 48); ISO/IEC 7812-1, annex B (Luhn).

>>> is_cpf("52998224725"), is_cnpj("12abc34501de35"), is_luhn("5555555555554444"), is_cpf("52998224726")
(True, True, True, False)
"""

from operator import mul

_CPF = tuple(range(10))
_CNPJ = (5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9)
_VALUES = bytes(max(0, code - ord("0")) for code in range(256))
_DOUBLED = bytes(sum(divmod(2 * digit, 10)) for digit in range(10)) + bytes(246)


def _is_checked(characters: str, weights: tuple[int, ...]) -> bool:
    """Tell whether the last two of *characters* are the sums of those before them, modulo 11, with ten for nought."""
    values = characters.encode().translate(_VALUES)
    first, second = sum(map(mul, weights[1:], values)), sum(map(mul, weights, values))
    return (first % 11 % 10, second % 11 % 10) == (values[-2], values[-1])


def is_cpf(digits: str) -> bool:
    """Tell whether *digits* are eleven, not all nought, and the last two check the others."""
    return len(digits) == len(_CPF) + 1 and digits != "0" * len(digits) and _is_checked(digits, _CPF)


def is_cnpj(characters: str) -> bool:
    """Tell whether *characters*, without signs, are twelve letters or digits, and two digits that check them."""
    whole = len(characters) == len(_CNPJ) + 1 and not characters.startswith("0" * 12)
    return whole and _is_checked(characters.upper(), _CNPJ)


def is_luhn(digits: str) -> bool:
    """Tell whether the last of *digits* checks the others."""
    values = digits.encode().translate(_VALUES)
    return (sum(values[::-2]) + sum(values[-2::-2].translate(_DOUBLED))) % 10 == 0
