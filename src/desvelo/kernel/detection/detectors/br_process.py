"""Number of a Brazilian court case, NNNNNNN-DD.AAAA.J.TR.OOOO: 20 digits, of which DD checks the others.

It leads in one search to the names of both sides and to what they quarrel about.  The printed form is nobody else's, so
it counts with a wrong check too; twenty bare digits need a right one, and no word that says they are something else.

Source: CNJ, Resolução 65/2008, art. 1 and annex VIII (98 less the rest of the division by 97, ISO 7064; the library
brutils 2.5 subtracts from 97, which is wrong).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("processo 0001234-71.2024.8.26.0100")]
[(9, 34, 'check_digits')]
>>> scan("protocolo 00012347120248260100")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label, digits_of
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="PROCESS_NUMBER", handling=Handling.SEAL, essence=digits_of)

_SERIAL = 7
_MARK = r"\s{0,2}[.,\-/]?\s{0,2}"
_NUMBER = re.compile(
    rf"(?<![0-9][.\-/])[0-9]{{7}}{_MARK}[0-9]{{2}}{_MARK}(?:19|20)[0-9]{{2}}{_MARK}[1-9]{_MARK}[0-9]{{2}}{_MARK}[0-9]{{4}}"
    r"(?![0-9a-z_])"
)
_PRINTED = re.compile(r"[0-9]{7}\s?-\s?[0-9]{2}\s?\.\s?[0-9]{4}\s?\.\s?[0-9]\s?\.\s?[0-9]{2}\s?\.\s?[0-9]{4}")


def is_valid(digits: str) -> bool:
    """Tell whether digits 8 and 9 of twenty *digits* check the others."""
    return int(digits[7:9]) == 98 - int(digits[:7] + digits[9:] + "00") % 97


@catalogue.add(
    "br.process",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=7,
    words=("processo", "processos", "proc", "precatorio", "cnj", "autos", "numero unico", "cumprimento de sentenca"),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every number of a court case."""
    for group in reading.groups:
        match = _NUMBER.match(reading.folded, group.start) if group.end - group.start >= _SERIAL else None
        if match is not None and (not group.led or reading.is_led_by_a_cue(group)):
            yield from _judge(reading, *match.span())


def _judge(reading: Reading, start: int, end: int) -> Iterator[Hit]:
    """Yield what is printed as a case number, or has its check and no word against it."""
    cue = reading.nearest(start, end)
    declared = reading.is_meant(LABEL.code, cue)
    printed = _PRINTED.fullmatch(reading.folded, start, end) is not None
    if is_valid(digits_of(reading.folded[start:end])):
        if declared or printed or not reading.tells_otherwise(LABEL.code, cue, start):
            yield Hit(start, end, Certainty.CHECKED, "check_digits")
    elif printed or declared:
        yield Hit(start, end, Certainty.CONTEXT, "form" if printed else "declared")
