"""CPF, the Brazilian taxpayer number: 11 digits, the last two of which check the others.

It opens credit and accounts in its owner's name, so it is masked when in doubt: the form ddd.ddd.ddd-dd, the word, or
the desk's question make one of any 11 digits, check digits right or wrong (people mistype).  Bare digits need right
check digits and no word that says they are something else.  Equal digits and printed examples are nobody's.

Source: Receita Federal, Instrução Normativa RFB 2.172/2024; check digits by python-stdnum.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("cpf: 529.982.247-26")]
[(5, 19, 'form')]
>>> scan("pedido 52998224725")
()
"""

import re
from collections.abc import Iterator

from stdnum.br import cpf

from desvelo.kernel.detection import catalogue, documents, spent
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label, digits_of, ending
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Window

LABEL = Label(code="CPF", handling=Handling.SEAL, hint=ending(bullets=2, shown=2, at_least=11), essence=digits_of)

_LENGTH = 11
_TYPOS = (6, 13)
_PRINTED = (3, 3, 3, 2)
_USUAL = frozenset({(11,), _PRINTED, (9, 2), (3, 3, 5), (3, 6, 2), (6, 5), (6, 3, 2), (1,) * 11})
_COMMAS = re.compile(r"(?<![0-9,.])[0-9]{3},\s?[0-9]{3},\s?[0-9]{3}\s?[,\-]?\s?[0-9]{2}(?![0-9])")
_EXAMPLE = re.compile(r"\b(?:ex|exemplo|formato|tipo|modelo|assim)\b[^0-9]{0,20}$")
_SAYS_SO = re.compile(r"[\s:=\-(]*(?:e|eh|numero|n|no|nr|num)?[\s:=.\-]*")
_ON_A_RECEIPT = re.compile(
    r"\b(?:p[oô]r|poe|ponha|bota|botar|coloca\w{0,2}|coloque|inclui\w{0,2}|sai|sair|quero|pode)\s(?:[a-z]{1,8}\s){0,2}"
    r"(?:na|no|nessa|dessa)\s$"
)
_NEAR = 30
_DATE = re.compile(r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{2}|\d{4})")


@catalogue.add(
    "br.cpf",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=_LENGTH,
    words=("cpf", "cpfs", "c p f", "cadastro de pessoa fisica"),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every CPF, and what is declared to be one."""
    named = reading.is_named(LABEL.code)
    for window in reading.windows(*(_TYPOS if named else (_LENGTH, _LENGTH))):
        if len(window.digits) == _LENGTH:
            yield from _judge(reading, window)
        elif window.whole and _is_said(reading, window):
            yield Hit(window.start, window.end, Certainty.CONTEXT, "declared_length")
    if named:
        yield from documents.part(reading, LABEL.code, _LENGTH)
    yield from _with_commas(reading)


def _with_commas(reading: Reading) -> Iterator[Hit]:
    """Yield a number with commas for dots, as dictation writes it: one announced, or with right check digits."""
    for match in _COMMAS.finditer(reading.folded):
        cue = reading.nearest(*match.span())
        valid = cpf.is_valid(digits_of(match.group()))
        if reading.is_meant(LABEL.code, cue) or (valid and not reading.tells_otherwise(LABEL.code, cue, match.start())):
            yield Hit(*match.span(), Certainty.CHECKED if valid else Certainty.CONTEXT, "commas")


def _judge(reading: Reading, window: Window) -> Iterator[Hit]:
    """Yield *window* when its form, the words around it or its check digits make it a CPF."""
    if window.digits == window.digits[0] * _LENGTH or _is_example(reading, window):
        return
    cue = reading.nearest(window.start, window.end)
    declared = reading.is_meant(LABEL.code, cue) and not spent.is_spent(reading, cue, window.start)
    if cue is not None and "IP" in cue.kinds and not declared:
        return
    valid = cpf.is_valid(window.digits)
    harmless = (
        not declared and _is_otherwise(reading, cue, window) and not (valid and _is_put_on_a_receipt(reading, cue))
    )
    if harmless and not _is_printed(reading, window) and not reading.is_named_before(LABEL.code, window.start):
        return
    if valid and (declared or window.whole or window.groups in _USUAL) and (declared or reading.is_free(window)):
        yield Hit(window.start, window.end, Certainty.CHECKED, "check_digits")
    elif _is_printed(reading, window) and not (harmless and not valid):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "form")
    elif window.groups == _PRINTED and window.whole and not harmless and cue is None and _is_one_more(reading, window):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "one_more")
    elif declared and window.whole and not harmless and reading.is_free(window):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "declared")


def _is_otherwise(reading: Reading, cue: Cue | None, window: Window) -> bool:
    """Tell whether the nearest word says that it is something else."""
    if cue is not None and cue.start > window.end and window.groups == _PRINTED and cpf.is_valid(window.digits):
        return False
    told = reading.tells_otherwise(LABEL.code, cue, window.start)
    return told or (cue is not None and "PHONE" in cue.kinds)


def _is_put_on_a_receipt(reading: Reading, cue: Cue | None) -> bool:
    """Tell whether the word is the paper the number is to stand on: "pode por na nota, 529..."."""
    return cue is not None and _ON_A_RECEIPT.search(reading.folded, max(0, cue.start - _NEAR), cue.start) is not None


def _is_printed(reading: Reading, window: Window) -> bool:
    """Tell whether the number is written as on the document, ddd.ddd.ddd-dd, loosely typed."""
    if window.groups != _PRINTED:
        return False
    a, b, c, d = window.chain[window.first : window.last + 1]
    folded = reading.folded
    dots = folded[a.end : b.start].strip(" ."), folded[b.end : c.start].strip(" .")
    return dots == ("", "") and "." in folded[a.end : b.start] and folded[c.end : d.start].strip() in {"-", "/", "."}


def _is_one_more(reading: Reading, window: Window) -> bool:
    """Tell whether another number, printed as a CPF is and with right check digits, stands in the message."""
    return any(
        other.start != window.start and other.groups == _PRINTED and cpf.is_valid(other.digits)
        for other in reading.windows(_LENGTH, _LENGTH)
    )


def _is_example(reading: Reading, window: Window) -> bool:
    before = reading.folded[max(0, window.start - 30) : window.start]
    return window.digits.startswith("123456789") and _EXAMPLE.search(before) is not None


def _is_said(reading: Reading, window: Window) -> bool:
    """Tell whether "cpf" stands right before a number of a wrong length: a CPF with a typo, or a part of one."""
    cue = reading.nearest(window.start, window.end)
    if cue is None or LABEL.code not in cue.kinds or cue.end > window.start:
        return False
    return (
        _SAYS_SO.fullmatch(reading.folded, cue.end, window.start) is not None
        and _DATE.fullmatch(reading.folded, window.start, window.end) is None
        and reading.is_free(window)
    )
