"""CEP, the Brazilian postal code: 8 digits, which outside small towns name one street or one side of it.

With a house number it is an address, so it counts by itself.  It has no check digit: the form ddddd-ddd is a shape,
and the word, the desk's question, a street in the same sentence or a freight that goes there make one of 8 bare digits.

Source: Correios, Guia Técnico de Endereçamento (ranges 01000-000 to 99999-999, read 2026-11-26); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("cep 01310-100, e o número é 45")]
[(4, 13, 'declared')]
>>> scan("protocolo 01310-100")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.brazil import AREA_CODES
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Window

LABEL = Label(code="CEP", handling=Handling.SEAL)

_LENGTH = 8
_TYPOS = (7, 9)
_MISTYPED = re.compile(r"[0-9]{2}\.?[0-9]{2,4}\s?-\s?[0-9]{2,4}")
_LOWEST = "01000000"
_FORM = re.compile(r"[0-9]{2}\.?[0-9]{3}\s?-\s?[0-9]{3}")
_USUAL = frozenset({(8,), (5, 3), (2, 3, 3)})
_STREET = re.compile(r"\b(?:rua|av|avenida|alameda|travessa|rodovia|estrada|praca|viela|servidao)\b")
_DATE = re.compile(
    r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
)
_LONG = 4
_OF_MANUALS = "12345678"
_HALF = 5
_BEGUN = re.compile(r"\b(?:comec\w{1,3}|inici\w{1,3}|primeir\w{1,2}|parte|prefixo|so (?:sei|lembro))\b[^0-9?\n]{0,30}$")
_NOT_FOUND = re.compile(
    r"[^0-9?]{1,30}\b(?:nao|nem|nunca)\s(?:me\s)?(?:acha|encontra|reconhece|aceita|aparece|vai|localiza|existe|acho|encontrei)\b"
)
_ITS_PLACE = re.compile(r"\b(?:rua|endereco|cep|casa|bairro|logradouro)\b")
_TO = re.compile(r"(?:^|[^a-z])(?:p|pr[aoi]|para|ate)\s(?:o\s|a\s)?$")
_FREIGHT_NEXT = re.compile(r"[^0-9\n.!;]{1,30}\b(?:frete|entrega|sedex|pac)\b")
_SENT_THERE = re.compile(
    r"\b(?:fretes?|entreg\w{1,5}|envi\w{1,5}|sedex|pac|correios|motoboy|calcul\w{1,4}|custa(?:\smandar)?|simul\w{1,5}"
    r"|cot\w{2,5}|chega\w{0,3}|mor[oa]|moramos|resid\w{1,5}|mud\w{1,4}|regiao|cobert\w{2,4}|cobr\w{1,4}|atend\w{1,4}|consult\w{1,4}"
    r"|pesquis\w{1,4}|disponi\w{3,8}|instal\w{1,5}|fibra|internet|rua|casa|fic[ao])\b"
    r"(?P<between>[^0-9\n?!;]{0,30})(?<![a-z])(?:p|pr[aoi]|para|d[oa]|no|na|em|ate|ao|pelo|aqui|de|desse|nesse)\s(?:o\s"
    r"|a\s)?$"
)
_LED = re.compile(r"\bcep\s?[:=.\-]?\s?(?:eh?\s)?$")
_LONGEST_SENT = 60
_ONE_MORE = re.compile(
    r"[0-9](?:,|\s)\s?(?:e|ou)\s(?:pr[ao]\s|para\s)?(?:(?:o|a)\s(?:d[aeo]|outro|outra)\b[^0-9\n]{0,25})?$"
)
_HAS_A_NUMBER = re.compile(
    r"\b(?:pedidos?|protocolo|rastre\w+|objeto|nota|codigo|cupom|telefone|zap|whats\w*|sms|dia|ligar?|fone|numero)\b"
)
_ASKS_WHERE = re.compile(r"\b(?:frete|entreg\w{1,5}|envio|enviar|para onde|pra onde|localidade|regiao|endereco)\b")
_FEW_WORDS = 4
_BESIDE = 3


@catalogue.add(
    "br.cep",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=_LENGTH,
    words=("cep", "ceps", "codigo postal", "c e p", "ceep", "cepe", "enderecamento postal"),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every postal code."""
    yield from _halves(reading)
    for window in reading.windows(*_TYPOS):
        if window.digits == _OF_MANUALS:
            continue
        if len(window.digits) != _LENGTH:
            yield from _mistyped(reading, window)
        elif window.digits < _LOWEST or not (window.groups in _USUAL or _is_not_found(reading, window)):
            continue
        elif reading.is_free(window):
            yield from _judge(reading, window)


def _halves(reading: Reading) -> Iterator[Hit]:
    """Yield its first five digits where they are sent alone: as the answer, or as its beginning."""
    asked = LABEL.code in reading.asked and reading.word_count <= _HALF
    if not asked and "cep" not in reading.folded:
        return
    for group in reading.groups:
        if group.end - group.start != _HALF or reading.folded[group.end : group.end + 1] in tuple("-./0123456789"):
            continue
        before = reading.folded[max(0, group.start - _LONGEST_SENT) : group.start]
        if (asked and not before.strip()) or ("cep" in before and _BEGUN.search(before)):
            yield Hit(group.start, group.end, Certainty.CONTEXT, "half")


def _is_not_found(reading: Reading, window: Window) -> bool:
    """Tell whether some page does not find the street or the address of this number."""
    found = _NOT_FOUND.match(reading.folded, window.end) if window.whole else None
    return found is not None and reading.says(_ITS_PLACE)


def _mistyped(reading: Reading, window: Window) -> Iterator[Hit]:
    """Yield a number with a dash that stands right behind its word and lacks a digit or has one too many."""
    cue = reading.nearest(window.start, window.end)
    named = cue is not None and LABEL.code in cue.kinds and cue.end <= window.start and _speaks_of(reading, cue, window)
    if named and window.whole and _MISTYPED.fullmatch(reading.folded, window.start, window.end):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "declared_length")


def _judge(reading: Reading, window: Window) -> Iterator[Hit]:
    """Yield *window* when a word, its form or the street it stands with make it a postal code."""
    cue = reading.nearest(window.start, window.end)
    declared = reading.is_meant(LABEL.code, cue) and _speaks_of(reading, cue, window)
    form = _FORM.fullmatch(reading.folded, window.start, window.end) is not None
    bare = window.groups == (_LENGTH,) and not _DATE.fullmatch(window.digits)
    glued = bare and cue is not None and 0 <= window.start - cue.end <= _BESIDE
    if declared and (form or window.whole or glued or _is_led(reading, window)):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "declared")
    elif (form or (bare and window.whole)) and _is_sent_there(reading, cue, window):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "freight")
    elif _is_harmless(reading, cue, window) or _is_phone(reading, window) or reading.is_in_link(window.start):
        return
    elif form:
        yield Hit(window.start, window.end, Certainty.SHAPE, "form")
    elif cue is None and not _DATE.fullmatch(window.digits) and _is_not_found(reading, window):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "not found")
    elif cue is None and bare and reading.says(_STREET):
        yield Hit(window.start, window.end, Certainty.SHAPE, "street")


def _is_led(reading: Reading, window: Window) -> bool:
    """Tell whether eight digits in a row stand right behind the word: what follows them is another number."""
    return (
        window.groups == (_LENGTH,) and _LED.search(reading.folded, max(0, window.start - 8), window.start) is not None
    )


def _is_sent_there(reading: Reading, cue: Cue | None, window: Window) -> bool:
    """Tell whether a freight or a delivery goes to this number, or, in a short answer, the question was where to."""
    before = _SENT_THERE.search(reading.folded, max(0, window.start - _LONGEST_SENT), window.start)
    if before is not None:
        return _HAS_A_NUMBER.search(before["between"]) is None
    if _FREIGHT_NEXT.match(reading.folded, window.end) and _TO.search(
        reading.folded, max(0, window.start - 8), window.start
    ):
        return cue is None
    question = fold(reading.context.question or "")
    short = cue is None and reading.word_count <= _FEW_WORDS
    return short and _ASKS_WHERE.search(question) is not None and _HAS_A_NUMBER.search(question) is None


def _speaks_of(reading: Reading, cue: Cue | None, window: Window) -> bool:
    """Tell whether *cue* means this number: a word before it is spent by the first long number that follows."""
    between = reading.groups_between(cue.end, window.start) if cue is not None else []
    if all(group.end - group.start < _LONG for group in between):
        return True
    return _ONE_MORE.search(reading.folded, max(0, window.start - _LONGEST_SENT), window.start) is not None


def _is_harmless(reading: Reading, cue: Cue | None, window: Window) -> bool:
    """Tell whether a word says that the number is an order, a parcel, a telephone."""
    if cue is None or LABEL.code in cue.kinds:
        return False
    otherwise = reading.tells_otherwise(LABEL.code, cue, window.start) or "PHONE" in cue.kinds
    return otherwise and _speaks_of(reading, cue, window)


def _is_phone(reading: Reading, window: Window) -> bool:
    """Tell whether an area code stands before it: a mobile number that lacks a digit."""
    before = window.chain[window.first - 1] if window.first else None
    code = reading.folded[before.start : before.end] if before is not None else ""
    return code in AREA_CODES and window.digits[0] == "9"
