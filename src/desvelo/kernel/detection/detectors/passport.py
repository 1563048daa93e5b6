"""Number of a passport: two letters and six digits in Brazil, five to nine letters and digits elsewhere.

It has no check digit outside its machine-readable lines and is built like a booking code, so a word or the question
must say what it is.

Source: ICAO Doc 9303 part 4 (document number: up to nine letters and digits); Polícia Federal (AA000000);
guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("passaporte nº FZ123456")]
[(14, 22, 'declared')]
>>> scan("localizador FZ123456")
()
"""

import re
from collections.abc import Iterator
from itertools import chain

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="PASSPORT", handling=Handling.SEAL)

_WORDS = (
    "passaporte", "passaportes", "passport", "pasaporte", "passeport", "passaport", "passaporti", "passporte",
    "pasporte", "pasport", "reisepass", "passaporto", "passapote", "pasaport", "passporto", "pass no",
    "numero do passaporte", "passports", "pass", "documento de viagem", "travel document", "doc de viagem",
)  # fmt: skip
_NUMBER = re.compile(
    r"(?<![0-9a-z_@])(?<![0-9a-z][./\-])(?:[a-z]{1,3}[.\-]?)?[0-9][0-9a-z]{4,8}(?![0-9a-z_@])(?![./\-][0-9])"
)
_SPACED = re.compile(r"\b[A-Z]{1,3} (?:[0-9]{6,8}|[0-9]{3} [0-9]{3})\b")
_BRAZILIAN = re.compile(r"[a-z]{2}[\s.\-]?[0-9]{6}")
_FIRST = re.compile(r"\b[a-z]{2}[\s.\-]?[0-9]{6}(?:,|;|\n|\s|\b)[^0-9.?!]{0,30}$")
_LEAST_DIGITS = 2
_LENGTHS = range(6, 10)
_DATE = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}")
_BESIDE = re.compile(r"\bpass?[aep]\w{2,7}\s(?:[a-z]{1,14}\s){0,3}(?:e\s|n\s)?$")
"""Another word behind the number may not take it from the one right before it."""
_FEW_WORDS = 8
_NOT_A_PERSONS = re.compile(r"\b(?:parque|anual|vacinal|sanitario|equestre|pet|cachorro|gato|vacinacao)\b")


@catalogue.add(
    "passport",
    label=LABEL,
    gate=(
        "passap",
        "passpo",
        "pasapo",
        "pass no",
        "passep",
        "paspor",
        "reisep",
        "pass.",
        "pass:",
        "pass ",
        "de viagem",
        "travel d",
    ),
    words=_WORDS,
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every number of a passport."""
    if _NOT_A_PERSONS.search(reading.folded):
        return
    for match in chain(_NUMBER.finditer(reading.folded), _SPACED.finditer(reading.text)):
        if _is_number(match.group()) and _is_declared(reading, *match.span()):
            yield Hit(*match.span(), Certainty.CONTEXT, "declared")


def _is_number(written: str) -> bool:
    """Tell whether *written* has the length and the digits of one, and is no date."""
    compact = "".join(char for char in written if char.isalnum())
    digits = sum(char.isdigit() for char in compact)
    return len(compact) in _LENGTHS and digits >= _LEAST_DIGITS and not _DATE.fullmatch(compact)


def _is_declared(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the nearest word, or the question in an answer of few words, says passport."""
    cue: Cue | None = reading.nearest(start, end)
    if cue is None:
        short = reading.word_count <= _FEW_WORDS or _BRAZILIAN.fullmatch(reading.folded, start, end) is not None
        return LABEL.code in reading.asked and short
    if reading.folded[cue.start : cue.end] == "pass" and not _BRAZILIAN.fullmatch(reading.folded, start, end):
        return False
    if cue.start > start and LABEL.code not in cue.kinds:
        return reading.is_named_before(LABEL.code, start) and _BESIDE.search(reading.folded, 0, start) is not None
    return LABEL.code in cue.kinds and (not reading.is_spent(cue, start) or _is_one_more(reading, cue, start, end))


def _is_one_more(reading: Reading, cue: Cue, start: int, end: int) -> bool:
    """Tell whether it is the second of several after one word: ``passaportes FZ123456 e FZ123457``."""
    if not _BRAZILIAN.fullmatch(reading.folded, start, end):
        return False
    before = _FIRST.search(reading.folded, cue.end, start)
    return before is not None
