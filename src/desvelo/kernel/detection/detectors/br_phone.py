"""Telephone number of a person or a small business, Brazilian in any spelling, foreign with its country code.

It finds a person and carries their WhatsApp.  An area code in use and the first digits of a mobile (9) or landline
(2 to 5) make the shape; eight or nine digits alone need a dash or a word.  0800, 0300, 400x, 300x and the
blocks of 40xx that switchboards have in every town are nobody's.  What an SMS or a code is sent *to* is a telephone,
no code.

Source: Anatel, Resolução 749/2022 (numbering plan); ITU-T E.164 (lengths); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("zap (11) 98888-7777")]
[(4, 19, 'declared')]
>>> scan("SAC 0800 704 2020 ou 4002-8922")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, spent
from desvelo.kernel.detection.brazil import AREA_CODES
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label, digits_of, ending
from desvelo.kernel.detection.places import Places
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Window

_COUNTRY = re.compile(r"^(?:0*55(?=[1-9][0-9]{9,10}$)|0+)")


def dialled_here(value: str) -> str:
    """Return the digits dialled inside Brazil: without our country code or the zero of a long-distance call."""
    return _COUNTRY.sub("", digits_of(value))


LABEL = Label(code="PHONE", handling=Handling.SEAL, hint=ending(bullets=4, shown=4, at_least=8), essence=dialled_here)

_LENGTHS = (8, 15)
_LOCAL_LENGTHS = frozenset({8, 9})
_NATIONAL_LENGTHS = frozenset({10, 11})
_LOCAL = 8
_MOBILE = 9
_LEAST_PART = 4
_ONLY_DIGITS = re.compile(r"\s{0,9}(\(?[0-9](?:[ .\-)]{0,2}[0-9]){1,7}\)?)[\s.\-]{0,9}")
_AREA = 2
_MOBILE_IN_TWO = (5, 4)
_SPELLED_WHOLE = frozenset({(10,), (11,), (2, 9), (2, 5, 4), (2, 4, 4), (2, 1, 4, 4)})
_SERVICE = re.compile(r"0[3589]00|[34]00[0-9]{5}$|40(?:20|42|52|6[0-9]|90)[0-9]{4}$")
_SERVICE_IN_A_TOWN = re.compile(r"400[0-9]{5}$|300[34][0-9]{4}$")
"""With an area code 300x is a line of that town, save the two that ring at a switchboard everywhere."""
_YEARS = re.compile(r"(?:19|20)[0-9]{2}\D{1,3}(?:19|20)[0-9]{2}")
_DATE = re.compile(r"[0-9]{1,2}\s?[/.\-]\s?[0-9]{1,2}\s?[/.\-]\s?[0-9]{2,4}")
_SPELLED = re.compile(
    r"(?:(?:\+\s?)?55[\s.\-]{0,2})?(?:\(?0?[1-9][0-9]\)?[\s.\-/)]{0,3})?(?:9[\s.\-]{0,2})?[0-9]{4}[\s.\-]{0,3}[0-9]{4}"
)
_ASKS_FOR_AN_ORDER = re.compile(
    r"\b(?:numero|n|nr|qual|codigo|informe?)\b[^.?!]{0,25}\b(?:pedido|protocolo|rastre\w{2,6}|nota|chamado|ordem"
    r"|matricula|encomenda|objeto)\b"
)
_DESTINATION = re.compile(
    r"\b(?:no|n|pro|pra|para|ao|nesse|neste|num|meu|pelo)\s(?:o\s)?(?:meu\s)?(?:numero\s|celular\s|zap\s)?[(+]{0,2}$"
)
_LONGEST_DESTINATION = 30
_DASHED = re.compile(r"[0-9]{4}\s?[\-.]\s?[0-9]{4}")


@catalogue.add(
    "br.phone",
    label=LABEL,
    gate=(catalogue.DIGITS, "ddd"),
    least=8,
    words=(
        "telefone", "telefones", "tel", "tels", "fone", "fones", "celular", "celulares", "cel", "whatsapp", "whats",
        "wpp", "wp", "zap", "zapzap", "zapi", "contato", "contatos", "recado", "ddd", "liga", "ligar", "ligue",
        "ligou", "ligaram", "chama", "chamar", "phone", "telefono", "portabilidade",
        "fixo", "fixos", "ligo", "liguei", "liguem", "ligarem", "ligando", "ligam", "telefonar", "telefonou",
        "call", "cell", "mobile", "residencial",
    ),
    loose=(
        "qualquer coisa", "me add", "me adiciona", "numero novo", "meu numero", "meus numeros",
        "dois numeros",
        "outro numero", "nesse numero", "neste numero", "esse numero", "esses numeros",
        "numero antigo", "numero atual", "numero dele", "numero dela",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every telephone number."""
    return iter(reading.once(found))


def found(reading: Reading) -> tuple[Hit, ...]:
    """Return the telephones; shared with the one-time codes."""
    hits = (
        hit
        for window in reading.windows(*_LENGTHS)
        if "," not in reading.folded[window.start : window.end] and reading.is_free(window)
        for hit in _judge(reading, window, _with_prefix(reading.folded, window.start))
    )
    return (*hits, *_part(reading))


def _part(reading: Reading) -> Iterator[Hit]:
    """Yield a message of a few digits that answers the question for a telephone: its area code, or its first half."""
    digits = "" if reading.cues or reading.asked != {LABEL.code} else digits_of(reading.folded)
    if digits in AREA_CODES or _LEAST_PART <= len(digits) < _LOCAL:
        found = _ONLY_DIGITS.fullmatch(reading.folded)
        if found:
            yield Hit(*found.span(1), Certainty.CONTEXT, "part")


def places(reading: Reading) -> Places:
    """Return where numbers stand that are too long for a code, or that something is sent to."""
    return Places(hit[:2] for hit in reading.once(found) if _is_no_code(reading, hit.start, hit.end))


def _is_no_code(reading: Reading, start: int, end: int) -> bool:
    return sum(map(str.isdigit, reading.folded[start:end])) >= _MOBILE or is_sent_to(reading, start)


def _with_prefix(folded: str, start: int) -> int:
    """Return the start of the number with its bracket and its plus sign."""
    while start and folded[start - 1] in "(+":
        start -= 1
    return start


def _judge(reading: Reading, window: Window, start: int) -> Iterator[Hit]:
    if reading.folded[start : window.start].startswith("+") and not window.digits.startswith("55"):
        yield from _foreign(window, start)
        return
    local = _local(window.digits)
    if local is None or not _may_be_dialled(reading, window) or _continues(reading, window):
        return
    cue = reading.nearest(window.start, window.end)
    if cue is None and _answers_for_an_order(reading, window):
        return
    declared = reading.is_meant(LABEL.code, cue)
    tells_of_itself = cue is not None and "EMAIL" in cue.kinds and cue.start >= window.end
    rival = cue is not None and not declared and not tells_of_itself and not spent.is_spent(reading, cue, window.start)
    if rival and cue is not None and "OTP_CODE" in cue.kinds:
        declared, rival = is_sent_to(reading, start), len(window.digits) < _MOBILE
    spelled = _SPELLED.fullmatch(reading.folded, start, window.end) is not None
    if declared and (spelled or window.whole):
        yield Hit(start, window.end, Certainty.CONTEXT, "declared")
    elif spelled and _speaks_for_itself(reading, window, start, local) and not (rival and start == window.start):
        yield Hit(start, window.end, Certainty.SHAPE, "form")


def is_sent_to(reading: Reading, start: int) -> bool:
    """Tell whether what is spoken of goes to, or does not arrive at, the number that begins at *start*."""
    return _DESTINATION.search(reading.folded, max(0, start - _LONGEST_DESTINATION), start) is not None


def _answers_for_an_order(reading: Reading, window: Window) -> bool:
    """Tell whether eleven digits in a row are all there is, and the question was for an order or a parcel."""
    alone = window.groups == (_MOBILE + _AREA,) and reading.word_count == 1
    return alone and _ASKS_FOR_AN_ORDER.search(fold(reading.context.question or "")) is not None


def _foreign(window: Window, start: int) -> Iterator[Hit]:
    if window.whole and len(window.digits) > _MOBILE:
        yield Hit(start, window.end, Certainty.CONTEXT, "country_code")


def _local(digits: str) -> str | None:
    """Return the number without country and area code, or None when these are not in use."""
    if digits.startswith("55") and len(digits) - 2 in _NATIONAL_LENGTHS and digits[2:4] in AREA_CODES:
        digits = digits[2:]
    elif digits.startswith("0") and len(digits) - 1 in _NATIONAL_LENGTHS:
        digits = digits[1:]
    if len(digits) in _NATIONAL_LENGTHS:
        return digits[2:] if digits[:2] in AREA_CODES else None
    return digits if len(digits) in _LOCAL_LENGTHS else None


def _may_be_dialled(reading: Reading, window: Window) -> bool:
    """Tell whether a person may have the number: no service line, no date, no pair of years."""
    local = _local(window.digits) or ""
    starts_well = local[:1] == "9" if len(local) == _MOBILE else local[:1] in "23456789"
    written = reading.folded[window.start : window.end]
    return (
        starts_well
        and not _SERVICE.match(window.digits)
        and not (_SERVICE_IN_A_TOWN if len(window.digits) > len(local) else _SERVICE).match(local)
        and not _YEARS.fullmatch(written)
        and not _DATE.fullmatch(written)
    )


def _continues(reading: Reading, window: Window) -> bool:
    """Tell whether long groups follow one another with a plain space before or after: a part of something longer."""
    chain, folded = window.chain, reading.folded
    if window.groups in _SPELLED_WHOLE or "-" in folded[window.start : window.end]:
        return False
    before = chain[window.first - 1] if window.first else None
    after = chain[window.last + 1] if window.last + 1 < len(chain) else None
    return (before is not None and before.end - before.start > _AREA and folded[before.end : window.start] == " ") or (
        after is not None and after.end - after.start > _AREA and folded[window.end : after.start] == " "
    )


def _speaks_for_itself(reading: Reading, window: Window, start: int, local: str) -> bool:
    """Tell whether the spelling alone makes it a telephone, with no word to help."""
    if start < window.start:
        return True
    national = len(window.digits) > len(local)
    if national and len(local) == _MOBILE:
        return True
    if window.whole and window.groups == _MOBILE_IN_TWO:
        return True
    dashed = _DASHED.search(reading.folded, window.start, window.end) is not None
    return dashed and (national or window.whole) and (national or local[0] in "23459")
