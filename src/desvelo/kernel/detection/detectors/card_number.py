"""Payment card number: 13 to 19 digits whose last one checks the others.

Whoever reads it can pay with it, so it is masked when in doubt and never stored: brand and last four stay as the hint.
A number in a chain of other long groups (an invoice key, a bank slip) is not a card, whatever its digits check.
Declared as a card, or in four groups of four of a known brand, it counts even when mistyped.

Source: ISO/IEC 7812-1; PCI DSS 4.0.1, 3.4.1 (what may be shown); guidelines.md for what is no card.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("5555 5555 5555 4444")]
[(0, 19, 'check_digit')]
>>> scan("passa no cartão final 4444")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, payment_cards
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label, digits_of, ending
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.places import Places
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Chain, Window

LABEL = Label(
    code="CARD_NUMBER",
    handling=Handling.DISCARD,
    hint=ending(bullets=4, shown=4, at_least=13),
    detail=lambda value: payment_cards.brand(digits_of(value)),
)

SHORTEST, _LONGEST = 13, 19
_LONG = 4
_BESIDE = 12
_FOURS = (4, 4, 4, 4)
_SLIPS = 6
_SURE_LENGTHS = frozenset({15, 16})
_PART_LENGTHS = range(4, 13)
_ONLY_DIGITS = re.compile(
    r"\s{0,9}(?:(?:[a-z,]{1,10}\s){0,10}[a-z]{1,10}[\s:]\s{0,2})?([0-9](?:[ .\-]{0,2}[0-9]){3,12})[\s.\-]{0,9}"
)
_TOLD_PART = re.compile(
    r"\b(?:(?:primeir\w+|ultim\w+|rest(?:o|ante)|comec\w+|inici\w+|metade|continua\w*|segunda parte|termina\w*)\b"
    r"[^0-9\n]{0,40}|(?:segund[ao]|outr[ao]s?|pedaco|faltam)\s(?:(?:pedaco|metade|oito|numeros|digitos|e|eh|sao)\s){0,3})"
    r"(?<![0-9])([0-9]{4}[ .\-]?[0-9]{4}(?:[ .\-]?[0-9]{4})?)(?![ .\-]?[0-9])"
)
"""Eight digits or twelve: four alone are how cards are told apart."""
_BEGUN = re.compile(
    r"\bcart(?:ao|aozinho)(?:\sde\s(?:credito|debito))?[\s:]{1,2}(?:e\s|eh\s|numero\s|comeca\s|com\s){0,3}"
    r"([3-6][0-9]{3}[ .\-]?[0-9]{4}(?:[ .\-]?[0-9]{4})?)[\s.\-]{0,4}$"
)
_DATE = re.compile(r"[0-9]{1,2}[ .\-][0-9]{1,2}[ .\-](?:20)?[0-9]{2}|20[2-5][0-9]")
_LITTLE_WANTED = re.compile(
    r"\b(?:fina(?:l|is)|ultim\w+|valor|parcel\w+|vezes|limite|fatura|data|validade|venc\w+|codigo|cvv|cvc|digitos do"
    r"|valid\w+)\b"
)


@catalogue.add(
    "card.number",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    least=SHORTEST,
    words=(
        "credito",
        "debito",
        "visa",
        "mastercard",
        "master",
        "elo",
        "amex",
        "american express",
        "hipercard",
        "hiper",
        "cartao",
        "cartoes",
        "card",
        "tarjeta",
        "cartaozinho",
    ),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every card number."""
    yield from (hit for hit, _ in reading.once(found))
    yield from _part(reading)


def _part(reading: Reading) -> Iterator[Hit]:
    """Yield the first or last digits of a number that answers the question for it in several messages."""
    spoken_of = LABEL.code in reading.talked_of | reading.around
    told = (_TOLD_PART.search(reading.folded) or _BEGUN.search(reading.folded)) if spoken_of else None
    if told:
        yield Hit(*told.span(1), Certainty.CONTEXT, "part")
    if reading.cues or LABEL.code not in reading.asked or _LITTLE_WANTED.search(fold(reading.context.question or "")):
        return
    part = _ONLY_DIGITS.fullmatch(reading.folded)
    if part and sum(map(str.isdigit, part[1])) in _PART_LENGTHS and not _DATE.fullmatch(part[1]):
        yield Hit(*part.span(1), Certainty.CONTEXT, "part")


def found(reading: Reading) -> tuple[tuple[Hit, Window], ...]:
    """Return the card numbers with their windows, disjoint, left to right; shared with expiry and code."""
    judged = [(hit, window) for window in reading.windows(SHORTEST, _LONGEST) for hit in _judge(reading, window)]
    if not judged:
        return ()
    judged.sort(key=lambda pair: (-pair[0].certainty, not payment_cards.is_printed_so(pair[1].groups), pair[0].start))
    taken: set[tuple[int, int]] = set()
    kept = []
    for hit, window in judged:
        places = {(group.start, group.end) for group in window.chain[window.first : window.last + 1]}
        if taken.isdisjoint(places):
            taken |= places
            kept.append((hit, window))
    chains = {window.chain[0].start: window.chain for _, window in kept}
    crowded = {start for start, chain in chains.items() if _is_crowded(chain, taken)}
    alone = (pair for pair in kept if pair[1].chain[0].start not in crowded or _is_named(reading, pair[0]))
    return tuple(sorted(alone, key=lambda pair: pair[0].start))


def _is_named(reading: Reading, hit: Hit) -> bool:
    return reading.announces(LABEL.code, hit.start, hit.end)


def places(reading: Reading) -> Places:
    """Return where the card numbers stand."""
    return Places((hit.start, hit.end) for hit, _ in reading.once(found))


def _judge(reading: Reading, window: Window) -> Iterator[Hit]:
    """Yield *window* when its check digit, its form or the words around it make it a card."""
    cue = reading.nearest(window.start, window.end)
    issued = payment_cards.may_be_issued(window.digits) or _is_called_a_card(reading, cue, window)
    if not issued or not reading.is_free(window):
        return
    printed = payment_cards.is_printed_so(window.groups) or (cue is None and _is_loosely_printed(window))
    declared = reading.is_meant(LABEL.code, cue) or (window.whole and _is_with_expiry_and_code(reading))
    rival = _is_harmless(cue, window) or reading.is_in_link(window.start)
    if rival or not (printed or declared):
        return
    if payment_cards.has_check_digit(window.digits):
        sure = declared or len(window.digits) in _SURE_LENGTHS
        yield Hit(window.start, window.end, Certainty.CHECKED if sure else Certainty.SHAPE, "check_digit")
    elif declared and len(window.digits) in _SURE_LENGTHS and window.digits != window.digits[0] * len(window.digits):
        yield Hit(window.start, window.end, Certainty.CONTEXT, "declared")
    elif window.groups == _FOURS and window.whole and payment_cards.brand(window.digits):
        yield Hit(window.start, window.end, Certainty.SHAPE, "form")


def _is_called_a_card(reading: Reading, cue: Cue | None, window: Window) -> bool:
    """Tell whether sixteen digits of no known range are printed as a card is and called one."""
    known = len(window.digits) == sum(_FOURS) and payment_cards.is_printed_so(window.groups) and window.whole
    return known and reading.is_meant(LABEL.code, cue)


def _is_loosely_printed(window: Window) -> bool:
    """Tell whether sixteen digits that are all there is stand in fours, but for a slip of the space bar."""
    return (
        window.whole
        and len(window.digits) == sum(_FOURS)
        and max(window.groups) <= _LONG
        and len(window.groups) <= _SLIPS
    )


def _is_with_expiry_and_code(reading: Reading) -> bool:
    """Tell whether the message names an expiry and a code as well: the three together are a card."""
    return "CARD_EXPIRY" in reading.talked_of and not reading.talked_of.isdisjoint({"CARD_CVV", "OTP_CODE"})


def _is_harmless(cue: Cue | None, window: Window) -> bool:
    """Tell whether a word right beside the number says that it is an order, a gift card, a phone's serial.

    A word for another protected datum is believed as well, unless the number has as many digits as nearly all cards;
    a word for a document is believed then, too.
    """
    believed = cue is not None and (cue.rival or len(window.digits) not in _SURE_LENGTHS)
    if cue is None or LABEL.code in cue.kinds or (cue.kinds and not believed):
        return False
    return max(window.start - cue.end, cue.start - window.end) <= _BESIDE


def _is_crowded(chain: Chain, taken: set[tuple[int, int]]) -> bool:
    """Tell whether most long groups of the chain are no card, as in an invoice key or a bank slip."""
    long = [group for group in chain if group.end - group.start >= _LONG]
    strangers = sum((group.start, group.end) not in taken for group in long)
    return strangers > max(1, (len(long) - strangers) // 2)
