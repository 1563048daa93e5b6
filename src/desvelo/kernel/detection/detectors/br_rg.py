"""RG, the Brazilian identity card: numbered by each state in its own way, in five to eleven digits, some with an X.

The word, the desk's question or the issuer behind it (SSP, PC, Detran) make one of any such number.  Without them only
São Paulo's printed form with a right check digit counts.  The issuer stays outside.

Source: Lei 7.116/1983 and Decreto 10.977/2022; check digit of São Paulo as its civil police publish it (weights 2 to 9,
modulus 11, X for ten); the states' forms as printed on cards; guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("rg MG-12.345.678 SSP/MG")]
[(3, 16, 'declared')]
>>> scan("protocolo 12.345.678-9")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Group

LABEL = Label(code="RG", handling=Handling.SEAL)

_NUMBER = re.compile(
    r"(?<![0-9][.,\-/])(?<!\$)(?:[0-9]{1,4}(?:\s?[.,]\s?|\s)[0-9]{3}(?:\s?[.,]\s?|\s)[0-9]{3}|[0-9]{5,11})"
    r"(?:\s?[\-./]\s?[0-9x]|\s[0-9x]|x|-[0-9]{2})?(?![0-9a-z_])(?![.,/\-][0-9])"
)
_STATES = frozenset({
    "ac", "al", "ap", "am", "ba", "ce", "df", "es", "go", "ma", "mt", "ms", "mg", "m", "pa", "pb", "pr", "pe", "pi",
    "rj", "rn", "rs", "ro", "rr", "sc", "sp", "se", "to",
})  # fmt: skip
_PRINTED = re.compile(r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}\s?-\s?[0-9x]")
_ISSUERS = "ssp|sds|sesp|sejusp|sptc|pc|pcmg|detran|ifp|iirgd|igp|itep|sjs|ssds|policia civil"
_ISSUER = re.compile(rf"[\s,.;:/\-(]{{0,4}}(?:orgao\s(?:emissor|expedidor)\s?:?\s?)?(?:{_ISSUERS})\b")
_LEAST = re.compile(rf"{_PRINTED.pattern}|\b(?:doc|{_ISSUERS})")
_DATE = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}")
_DOCUMENT_OF = re.compile(
    r"\b(?:(?:meu|seu)\s(?:documento|doc)|(?:documento|doc)\s(?:meu|seu|dele|dela|d[aoe]\s(?:minha\s|meu\s)?(?:mae|pai"
    r"|filh[oa]|espos[oa]|marido|mulher|passageir[oa]|hospede|motorista|irma|irmao|acompanhante|titular|portador\w?"
    r"|crianca|avo|sogr[oa]|compradora?|responsavel)))(?:\s(?:e|eh|numero)|:){0,2}\s$"
)
"""Somebody's document, unnamed: of seven to nine digits it is this one."""
_LETTERS = re.compile(r"(?<![0-9a-z_])([a-z]{1,2})[\s.\-]{0,2}$")
_LONGEST_STATE = 4
_MODULUS = 11
_USUAL, _NEAR = range(7, 10), 50


def is_valid(number: str) -> bool:
    """Tell whether the last character of nine checks the first eight, as in São Paulo."""
    total = sum(int(digit) * weight for weight, digit in enumerate(number[:8], start=2))
    return number[8:].lower() == "0123456789x0"[-total % _MODULUS]


@catalogue.add(
    "br.rg",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=_LEAST,
    words=(
        "rg", "rgs", "identidade", "registro geral", "carteira de identidade", "cedula de identidade", "ssp", "iirgd",
        "rg n", "cin", "r g",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every number of an identity card."""
    done = 0
    for group in reading.groups:
        match = _NUMBER.match(reading.folded, group.start) if group.start >= done else None
        start = _with_its_state(reading, group) if match else None
        if match is None or start is None:
            continue
        end = done = match.end()
        compact = "".join(char for char in reading.folded[start:end] if char.isalnum())
        if not _DATE.fullmatch(compact) and not reading.is_in_link(start):
            yield from _judge(reading, start, end, compact)


def _with_its_state(reading: Reading, group: Group) -> int | None:
    """Return the start with the letters of a state (``MG-12.345.678``); None when other letters touch the digits."""
    letters = _LETTERS.search(reading.folded, max(0, group.start - _LONGEST_STATE), group.start)
    if letters and letters[1] in _STATES:
        return letters.start()
    return None if group.led and not reading.is_led_by_a_cue(group) else group.start


def _judge(reading: Reading, start: int, end: int, compact: str) -> Iterator[Hit]:
    """Yield what a word, its issuer, or the form of São Paulo with its check digit make an identity card."""
    cue = reading.nearest(start, end)
    printed = _PRINTED.fullmatch(reading.folded, start, end) is not None
    sure = printed and is_valid(compact)
    if _is_declared(reading, cue, start, printed=printed) or _ISSUER.match(reading.folded, end):
        yield Hit(start, end, Certainty.CHECKED if sure else Certainty.CONTEXT, "check_digit" if sure else "declared")
    elif (sure and not reading.tells_otherwise(LABEL.code, cue, start)) or _is_somebodys(reading, start, compact):
        yield Hit(start, end, Certainty.SHAPE, "form")


def _is_somebodys(reading: Reading, start: int, compact: str) -> bool:
    """Tell whether somebody's document is spoken of right before a number as long as most are."""
    said = len(compact) in _USUAL and "doc" in reading.folded
    return said and _DOCUMENT_OF.search(reading.folded, max(0, start - _NEAR), start) is not None


def _is_declared(reading: Reading, cue: Cue | None, start: int, *, printed: bool) -> bool:
    """Tell whether a word not yet spent, or the question, says identity card; or another word does (``rg e cpf``)."""
    if cue is None:
        return LABEL.code in reading.asked
    if LABEL.code in cue.kinds:
        return printed or not reading.is_spent(cue, start)
    return printed and bool(cue.kinds) and reading.is_named_before(LABEL.code, start)
