"""CNPJ, the Brazilian company number: 12 characters and 2 check digits, letters allowed since July 2026.

A small company's number is its owner's: it leads to a name, an address and a tax record, so it counts like a CPF.  The
form dd.ddd.ddd/dddd-dd, the word or the desk's question make one of any 14, check digits right or wrong.  Bare
characters need right check digits, no word that says they are something else, and no long numbers in a row with them:
an invoice key and a bank slip hold 14 digits too.

Source: Receita Federal, Instrução Normativa RFB 2.229/2024 (letters count as their ASCII code less 48);
check digits by python-stdnum; guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("cnpj 12.ABC.345/01DE-35")]
[(5, 23, 'check_digits')]
>>> scan("nota 11222333000181")
()
"""

import re
from collections.abc import Iterator

from stdnum.br import cnpj

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Window

_LENGTH = 14
_TYPOS = (13, 15)
_PRINTED_GROUPS = (2, 3, 3, 4, 2)
_LONG = 4
_LEAST_DIGITS = 3
_JOINT = r"\s?[.,\-/]?\s?"
_LETTERED = re.compile(
    rf"(?<![0-9a-z_])[0-9a-z]{{2}}{_JOINT}[0-9a-z]{{3}}{_JOINT}[0-9a-z]{{3}}{_JOINT}[0-9a-z]{{4}}{_JOINT}[0-9]{{2}}(?![0-9a-z_])"
)
_LEAST = re.compile(r"[0-9](?:(?<=[0-9a-z]{13})[0-9]|(?:[\s.,\-/()]{0,7}[0-9]){13})")
"""Without a slash: letters and digits in one piece, or as many digits in a row."""
_PRINTED = re.compile(r"\w{2}\s?\.\s?\w{3}\s?\.\s?\w{3}\s?/\s?\w{4}\s?-\s?\w{2}")
_HALF_PRINTED = re.compile(r"\w{8}\s?/\s?\w{4}\s?-?\s?\w{2}")
_SAYS_SO = re.compile(r"[\s:=\-(]*(?:e|eh|numero|n|no|nr|num)?[\s:=.\-]*")
_MARKS = re.compile(r"[^0-9a-z]+")


def _ending(value: str) -> str:
    """Return the two check digits of a whole number, as for a CPF; nothing of a part of one."""
    compact = _compact(fold(value))
    return f"•• {compact[-2:]}" if len(compact) == _LENGTH else ""


LABEL = Label(code="CNPJ", handling=Handling.SEAL, hint=_ending)


@catalogue.add(
    "br.cnpj",
    label=LABEL,
    gate=(catalogue.DIGITS, "/", "cnpj"),
    least=_LEAST,
    words=("cnpj", "cnpjs", "cadastro da pessoa juridica"),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every CNPJ, and what is declared to be one."""
    for window in reading.windows(*_TYPOS):
        if len(window.digits) == _LENGTH:
            yield from _judge_digits(reading, window)
        elif window.whole and _is_said(reading, window):
            yield Hit(window.start, window.end, Certainty.CONTEXT, "declared_length")
    for match in _LETTERED.finditer(reading.folded):
        if not _compact(match.group()).isdigit():
            yield from _judge_letters(reading, match)


def _judge_digits(reading: Reading, window: Window) -> Iterator[Hit]:
    """Yield *window* when its form, the words around it or its check digits make it a CNPJ."""
    if window.digits == window.digits[0] * _LENGTH or reading.is_in_link(window.start):
        return
    declared, harmless = _told(reading, window.start, window.end)
    printed = _PRINTED.fullmatch(reading.folded, window.start, window.end) is not None
    if not reading.is_free(window) or (harmless and not printed):
        return
    if cnpj.is_valid(window.digits) and (declared or printed or _is_alone(window)):
        yield Hit(window.start, window.end, Certainty.CHECKED, "check_digits")
    elif (printed and not harmless) or (declared and window.whole):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "form" if printed else "declared")


def _judge_letters(reading: Reading, match: re.Match[str]) -> Iterator[Hit]:
    """Yield what has letters: its check digits may be wrong only where the form or the word says what it is."""
    start, end = match.span()
    number = _compact(match.group())
    declared, harmless = _told(reading, start, end)
    printed = _PRINTED.fullmatch(match.group()) is not None
    unbroken = len(match.group()) == _LENGTH and sum(char.isdigit() for char in number) >= _LEAST_DIGITS
    valid = cnpj.is_valid(number)
    if (harmless and not (printed and valid)) or reading.is_in_link(start):
        return
    if valid and (declared or printed or unbroken or _HALF_PRINTED.fullmatch(match.group())):
        yield Hit(start, end, Certainty.CHECKED, "check_digits")
    elif printed or (declared and unbroken):
        yield Hit(start, end, Certainty.CONTEXT, "form" if printed else "declared")


def _told(reading: Reading, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether the words around declare a CNPJ, and whether they declare something else."""
    cue = reading.nearest(start, end)
    declared = reading.is_meant(LABEL.code, cue) or reading.is_named_before(LABEL.code, start)
    otherwise = reading.tells_otherwise(LABEL.code, cue, start) or (cue is not None and "PHONE" in cue.kinds)
    return declared, otherwise and not declared


def _is_alone(window: Window) -> bool:
    """Tell whether no other long number stands in a row with it."""
    inside = range(window.first, window.last + 1)
    long = [place for place, group in enumerate(window.chain) if group.end - group.start >= _LONG]
    whole = window.groups in {(_LENGTH,), _PRINTED_GROUPS, (8, 4, 2), (8, 6), (12, 2)}
    return whole and all(place in inside for place in long)


def _is_said(reading: Reading, window: Window) -> bool:
    """Tell whether "cnpj" stands right before a number that lacks a digit or has one too many."""
    cue = reading.nearest(window.start, window.end)
    if cue is None or LABEL.code not in cue.kinds or cue.end > window.start:
        return False
    return _SAYS_SO.fullmatch(reading.folded, cue.end, window.start) is not None and reading.is_free(window)


def _compact(folded: str) -> str:
    return _MARKS.sub("", folded)
