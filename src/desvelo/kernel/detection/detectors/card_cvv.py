"""Security code of a payment card: three digits, four on Amex.

It must not be kept after authorisation by anyone (PCI DSS 4.0.1, 3.3.1), so it is discarded on arrival.  Three digits
are a code only after their keyword ("os três dígitos" is one), in answer to the question, or right behind a card number
or its expiry, in the same message or in one that came after them.

Source: PCI DSS 4.0.1, 3.3.1.2; guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("os 3 dígitos atrás: 737")]
[(20, 23, 'keyword')]
>>> scan("apto 737, atrás da padaria")
()
"""

import re
from collections.abc import Iterator
from itertools import chain

from desvelo.kernel.detection import catalogue, payment_cards
from desvelo.kernel.detection.detectors import card_expiry, card_number
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Group

LABEL = Label(code="CARD_CVV", handling=Handling.DISCARD)

_LENGTHS = (3, 4)
_ALONE = 8
_FEW_WORDS = 5
_LONG_ANSWER = 18
_REACH = 28
_BEHIND = 28
_SPACES = re.compile(r"[\s,;/\-|.:]+")
_SAYS_CODE = frozenset(
    {"", "e", "o", "a", "de", "cod", "codigo", "seg", "seguranca", "verso", "digitos", "tras", "atras"}
    | {"amex", "visa", "master", "mastercard", "elo", "card", "venc", "val"}
)
_SEPARATORS = " ,;/-|.\n\t"
_FAR = 50
_CODES = frozenset({"CARD_CVV", "OTP_CODE", "CARD_NUMBER"})
_THREE = re.compile(
    r"\b(?:3|tres)\s(?:ultimos\s|primeiros\s)?(?:digit\w{1,6}|numer\w{1,7}|algarismos)\b"
    r"(?!\s(?:fina\w+\s)?d[aeo]s?\s(?!cart|verso|tras|cod|seg|cvv|cvc|meu|minha|credito|debito|dele"
    r"|dela))[^0-9\n?]{0,28}$"
)
_FOUR = re.compile(
    r"\b(?:4|quatro|frente)\b[^0-9\n?]{0,30}(?:[:,]|\b(?:e|eh|sao|ta|esta|numeros|digitos|frente))\s(?:sao\s|e\s"
    r"|o\s|quatro\s|4\s)?[:,]?\s?$"
)
"""Amex prints four, in front."""
_AMEX = re.compile(r"\b(?:amex|american)\b")
_SIGNS = (
    re.compile(
        r"\b(?:cart(?:ao|oes|aozinho)|credito|debito|visa|master\w{0,4}|elo|amex|nubank|card|tarjeta|plastico|compra)\b"
    ),
    re.compile(r"\b(?:a?tras|traz|atraz|verso|costas|vir(?:a|ei|ar|o|ando)|tarja|assinatura|back)\b"),
    re.compile(r"\b(?:senha d[eo] (?:tras|verso)|cod\w{0,12}|cvv|cvc|seguranca|seg|security|verificador)\b"),
    re.compile(
        r"\b(?:3|tres|tries|os|ultimos)\s(?:ultimos\s)?(?:num\w{3,10}|digit\w{1,6}|algarismos)\b"
        r"|\bnumer\w{1,9}\s(?:bem\s)?pequen\w+|\bnumer(?:inho|ozinho)s?\b"
    ),
)
_ENOUGH_SIGNS = 2
_COUNTED = re.compile(
    r"\s?(?:reais|real|mil|%|x|vezes|parcelas|dias|km|kg|g|ml|unidades|pontos|milhas|pecas|de\s|[.,/][0-9]|conto)"
)
_THREE_ASKED = re.compile(
    r"\b(?:3|tres)\s(?:ultimos\s|numerinhos|digitos|numeros|algarismos)(?!\s(?:d[aeo]s?\s(?:cpf|pedido|cep|celular"
    r"|telefone"
    r"|protocolo|contrato)))"
)
_ON_THE_BACK = re.compile(
    r"\b(?:a?tras|traz|atraz|no verso|na parte de tras)\s(?:dele\s)?(?:e|eh|ta|esta|diz|tem|aparece|sao|vem|fica"
    r"|consta|li|vejo)"
    r"\s(?:escrito\s|o\s|os\s|so\s|assim\s|um\s){0,2}$"
)
_NOTHING_COUNTED = re.compile(r"\s?(?:$|[.,;!?)\n]|(?:e|mas|ok|ta|viu|pode|esse|isso|escrit\w|impress\w|so|apenas)\b)")
_BACK_BEHIND = re.compile(
    r",?\s(?:[eé]?\s?o que (?:ta|esta|tem|vem)\s)?(?:no verso|(?:la\s)?(?:de|d)\str[aá][sz]|atra[sz])(?=\s?(?:$"
    r"|[,.;!?\n]|do cart|dele))"
)
_IT_IS = re.compile(r"(?:[a-z]{1,8},?\s){0,4}(?:e|eh|o|os|era)\s")
_COUNTS = 24
_OF_A_THING = re.compile(
    r"\s(?:d[aeo]s?|n[ao]s?)\s(?:embalagem|caixa|produto|rotulo|etiqueta|aparelho|livro|panfleto|cupom|capa|pagina|controle"
    r"|roteador|nota|ingresso|folha|rifa|sorteio|pote|frasco|camisa|peca)"
)
_CHANGED_TO = re.compile(
    r"[0-9]{3,4},?\s(?:pr[ao]|para|agora|e agora|e o novo|e nao|nao|mas|e sim|sim|e|eh|ou)\s(?:e\s|eh\s|o\s|era\s"
    r"|acho que\s){0,2}$"
)
_ANOTHER_ANSWER = re.compile(r"\b(?:fina(?:l|is)|ultim\w+|valor|parcel\w+|vezes|limite|fatura|primeiros|senha)\b")
_EXPIRY_BEFORE = re.compile(r"[0-9]{4}\s{1,4}(?:•••|(?:0[1-9]|1[0-2])\s?[/\-.]\s?(?:20)?[2-5][0-9])\s{0,3}$")
"""A card number's end, and on the next line its expiry or what a masked text shows of it."""


@catalogue.add(
    "card.cvv",
    label=LABEL,
    gate=(catalogue.DIGITS,),
    words=(
        "cvv", "cvc", "cvvs", "cvw", "ccv",
        "codigo cvv", "codgo de seguranca", "codio de seguranca", "cogido de seguranca", "codigo de seguraca",
        "codigo de seguranc", "n de seguranca", "no de seguranca", "o de tras", "os de tras", "la de tras",
        "os do verso", "cvvc", "cv do cartao", "numero de seguranca", "numeros de seguranca",
        "digitos de seguranca", "o de seguranca",
        "cdg de seguranca", "cdg seguranca", "codigo da seguranca", "c v v", "c v c", "cod seguranca",
        "codigo do cartao", "cod do cartao", "cvn", "csc",
        "cid amex", "cod seg", "cod de seg", "cod de seguranca", "codigo de seguranca", "codigo seguranca",
        "codigo de seg", "codigo seg", "codigo verificador", "cod verificador",
        "codigo de tras", "codigo de atras", "codigo atras",
        "numeros atras", "numero atras", "digitos atras", "numeros de tras", "digitos de tras", "numeros de atras",
        "digitos de atras", "numerinhos atras", "numerinhos de tras", "numeros do verso", "digitos do verso",
        "codigo do verso",
        "cod do verso", "tres do verso", "tres de tras", "tres atras", "codigo impresso atras", "cvv do cartao",
        "codigo da frente", "numero da frente", "numeros da frente", "digitos da frente", "numero de tras",
        "numero do verso", "numerinho de tras", "numerinho do verso", "codigo que fica atras", "codigo que esta atras",
        "codigo que ta atras", "codigo que tem atras", "codigo que vem atras", "numero que fica atras",
        "numero que esta atras", "numero que ta atras", "numeros que ficam atras", "numeros que tem atras",
        "numeros que estao atras", "digitos que ficam atras",
        "atras do cartao", "verso do cartao", "ultimos atras", "ultimos de tras", "ultimos do verso",
        "ultimos numeros atras", "ultimos digitos atras", "numeros na frente", "digitos na frente",
        "numerinhos na frente", "tres ultimos atras",
        "codigozinho de tras", "codigozinho atras", "codigozinho do verso", "codigozinho do cartao", "codiguinho atras",
        "codiguinho de tras", "codiguinho do verso", "codiguinho do cartao", "numeros no verso", "digitos no verso",
        "codigo no verso", "numero no verso", "codigo da parte de tras", "numeros da parte de tras", "cod de tras",
        "numeros pequenos atras", "numerozinho de tras", "numerozinhos de tras", "numerozinhos atras", "security code",
        "card code", "tres numeros atras", "numerozinho atras", "codigo de traz", "numeros de traz", "numeros atraz",
        "digitos de traz", "numerinhos de traz", "verification value", "tras do cartao", "traz do cartao",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every card security code."""
    if not (_may_be_told_without_a_card(reading) or reading.once(card_number.found) or reading.once(card_expiry.found)):
        return
    groups = [
        group
        for group in chain.from_iterable(reading.chains)
        if group.end - group.start in _LENGTHS and not group.trailed
    ]
    if not groups and not (len(reading.groups) in _LENGTHS and reading.is_named(LABEL.code)):
        return
    yield from _apart(reading)
    cards, expiries = reading.once(card_number.places), reading.once(card_expiry.places)
    for group in groups:
        if not (cards.covers(group.start) or expiries.covers(group.start)):
            yield from _judge(reading, group)


def _apart(reading: Reading) -> Iterator[Hit]:
    """Yield three digits written one by one behind their word."""
    for spelled in reading.chains:
        start, end = spelled[0].start, spelled[-1].end
        if len(spelled) not in _LENGTHS or any(group.end - group.start > 1 for group in spelled):
            continue
        cue = reading.nearest(start, end)
        if cue is not None and LABEL.code in cue.kinds and cue.end <= start <= cue.end + _REACH:
            yield Hit(start, end, Certainty.CONTEXT, "keyword")


def _may_be_told_without_a_card(reading: Reading) -> bool:
    """Tell whether a word names the code or its length, or the message may be nothing but the code."""
    folded = reading.folded
    named = reading.is_named(LABEL.code) or len(folded) <= _ALONE
    return (
        named
        or "digit" in folded
        or "numer" in folded
        or "algarismo" in folded
        or "tras" in folded
        or "verso" in folded
        or "amex" in folded
        or "american" in folded
        or ("cart" in folded and ("cod" in folded or "num" in folded or "vira" in folded))
    )


def _judge(reading: Reading, group: Group) -> Iterator[Hit]:
    start, end = group.start, group.end
    if _is_behind_card(reading, group):
        yield Hit(start, end, Certainty.CONTEXT, "behind_card")
    elif _is_named(reading, group):
        yield Hit(start, end, Certainty.CONTEXT, "keyword")
    elif _is_told_by_its_length(reading, group) or _is_one_of_the_card(reading, group):
        yield Hit(start, end, Certainty.CONTEXT, "three_digits")
    elif _is_weakly_told(reading, group):
        yield Hit(start, end, Certainty.SHAPE, "several_signs")
    elif LABEL.code in reading.asked and _is_a_short_answer(reading) and reading.nearest(start, end) is None:
        yield Hit(start, end, Certainty.CONTEXT, "asked")


def _is_weakly_told(reading: Reading, group: Group) -> bool:
    """Tell whether several signs together say so: a card, its back, a code, digits counted; and no word otherwise."""
    if group.end - group.start != _LENGTHS[0] or group.led or _COUNTED.match(reading.folded, group.end):
        return False
    cue = reading.nearest(group.start, group.end)
    if cue is not None and _CODES.isdisjoint(cue.kinds):
        return False
    return reading.once(_signs) >= _ENOUGH_SIGNS and not reading.says(_OF_A_THING)


def _signs(reading: Reading) -> int:
    """Count the kinds of signs that the message speaks of a card's code."""
    return sum(map(reading.says, _SIGNS))


def _is_a_short_answer(reading: Reading) -> bool:
    lone = sum(group.end - group.start in _LENGTHS for group in reading.groups) == 1
    return reading.word_count <= (_LONG_ANSWER if lone else 2 * _FEW_WORDS)


def _is_told_by_its_length(reading: Reading, group: Group) -> bool:
    """Tell whether "the three digits" stands before three digits, and no word says of what else."""
    if group.end - group.start != _LENGTHS[0]:
        return _is_in_front_of_amex(reading, group)
    floor = max(0, group.start - _FAR)
    if _COUNTED.match(reading.folded, group.end) or _OF_A_THING.search(reading.folded, floor, group.start):
        return False
    counted = _THREE.search(reading.folded, floor, group.start)
    cue = reading.nearest(group.start, group.end)
    if cue is not None and _CODES.isdisjoint(cue.kinds):
        return counted is not None and counted.end() - counted.start() <= _COUNTS and cue.end <= counted.start()
    behind = _ON_THE_BACK.search(reading.folded, max(0, group.start - _REACH), group.start)
    if (
        behind
        and _NOTHING_COUNTED.match(reading.folded, group.end)
        and (reading.word_count <= 2 * _FEW_WORDS or "CARD_NUMBER" in reading.named | reading.around)
    ):
        return True
    told_behind = _BACK_BEHIND.match(reading.folded, group.end) and _IT_IS.fullmatch(reading.folded, 0, group.start)
    return counted is not None or bool(told_behind)


def _is_in_front_of_amex(reading: Reading, group: Group) -> bool:
    """Tell whether four digits are told as those in front of an Amex."""
    floor = max(0, group.start - _FAR)
    return reading.says(_AMEX) and bool(_FOUR.search(reading.folded, floor, group.start))


def _is_one_of_the_card(reading: Reading, group: Group) -> bool:
    """Tell whether three digits are the whole message, after a card and its expiry or the question for a card."""
    if group.end - group.start != _LENGTHS[0] or len(reading.folded.strip(_SEPARATORS)) != _LENGTHS[0]:
        return False
    question = fold(reading.context.question or "")
    asked = "CARD_NUMBER" in reading.asked and _ANOTHER_ANSWER.search(question) is None
    asked = asked or _THREE_ASKED.search(question) is not None
    return asked or _EXPIRY_BEFORE.search(reading.context.previous or "") is not None


def _is_behind_card(reading: Reading, group: Group) -> bool:
    """Tell whether *group*, of the brand's length, follows a card or its expiry with nothing but separators between."""
    if group.end - group.start not in reading.once(_code_lengths):
        return False
    cards, expiries = reading.once(card_number.places), reading.once(card_expiry.places)
    before = max(filter(None, (cards.ending_by(group.start), expiries.ending_by(group.start))), default=None)
    if before is None or group.start - before[1] > _BEHIND:
        return False
    between = reading.folded[before[1] : group.start]
    return set(_SPACES.split(between)) <= _SAYS_CODE


def _code_lengths(reading: Reading) -> frozenset[int]:
    found = frozenset(payment_cards.code_length(window.digits) for _, window in reading.once(card_number.found))
    return found or frozenset({_LENGTHS[0]})


def _is_named(reading: Reading, group: Group) -> bool:
    """Tell whether the keyword stands before *group* with no other number of its size in between."""
    cue = reading.nearest(group.start, group.end)
    if cue is None or not (LABEL.code in cue.kinds or ("OTP_CODE" in cue.kinds and _is_with_a_card(reading, group))):
        return False
    if cue.start > group.start:
        return True
    if _OF_A_THING.match(reading.folded, cue.end):
        return False
    between = reading.groups_between(cue.end, group.start)
    if group.start - cue.end > (_FAR if between else _REACH) or _is_card_ending(reading, group):
        return False
    if between and _CHANGED_TO.search(reading.folded, max(0, group.start - _REACH), group.start):
        return True
    return group.start - cue.end <= _REACH and all(
        other.end - other.start < _LENGTHS[0] or _is_card_ending(reading, other) for other in between
    )


def _is_with_a_card(reading: Reading, group: Group) -> bool:
    """Tell whether a card, or for three digits a card's expiry, stands in the message."""
    known = bool(reading.once(card_number.found)) or bool(reading.once(card_expiry.found))
    return known and group.end - group.start in reading.once(_code_lengths)


def _is_card_ending(reading: Reading, group: Group) -> bool:
    """Tell whether four digits name the card ("cvv do final 4417 é 321"): three digits follow that are the code."""
    after = reading.groups_between(group.end, group.end + _REACH)
    return group.end - group.start == _LENGTHS[1] and any(other.end - other.start == _LENGTHS[0] for other in after[:1])
