"""Expiry of a payment card: month and year.

Milk, licences and lots expire too.  So a month and year count only near a card number, or after their keyword when the
message, the question or the writer's last words speak of a card, or when the message says nothing else.

Source: guidelines.md; ISO/IEC 7813 (month and year).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.label) for f in scan("val 08/29 cvv 123")]
[(4, 9, 'CARD_EXPIRY'), (14, 17, 'CARD_CVV')]
>>> scan("lote 8KJ221, fabricação 02/26, val 02/28")
()
"""

import re
from collections.abc import Iterator
from itertools import chain

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.detectors import card_number
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label, digits_of
from desvelo.kernel.detection.places import Places
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Group

_MONTHS = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")
_NAMED = re.compile(
    rf"\b(?:{'|'.join(_MONTHS)})(?:\.|[a-z]{{1,6}})?\s?(?:do\sano\s(?:de\s)?|ano\s|de\s|do\s|[/\-]\s?)?(?P<year>(?:20)?[2-5][0-9])(?![0-9/])"
)
_YEAR_FIRST = re.compile(r"20([0-9]{2})[^0-9]{1,3}([0-9]{2})$")
_PARTS = re.compile(r"([0-9]{1,2})[^0-9]+(?:[0-9]{2})?([0-9]{2})$")


def month_and_year(value: str) -> str:
    """Return the month and the last two digits of the year, however they were written."""
    folded = fold(value)
    if folded[:3] in _MONTHS:
        return f"{_MONTHS.index(folded[:3]) + 1:02}{digits_of(folded)[-2:]}"
    turned = _YEAR_FIRST.match(folded)
    if turned:
        return turned[2] + turned[1]
    parts = _PARTS.search(folded)
    return f"{parts[1]:0>2}{parts[2]}" if parts else digits_of(value)


LABEL = Label(code="CARD_EXPIRY", handling=Handling.SEAL, essence=month_and_year)

_CARD = frozenset({"CARD_NUMBER", "CARD_CVV"})
_CODES = frozenset({"CARD_CVV", "OTP_CODE"})
_CODE = 3
_CARD_BEFORE = re.compile(r"(?:[0-9][ .\-]?){12,18}[0-9]\s{0,3}$|•{4} ?[0-9]{4}\s{0,3}$")
"""The number itself, or what a masked text shows of it."""
_BEHIND_CARD = 60
_BEFORE_CARD = 30
_FEW_WORDS, _FEW_MORE = 4, 7
_SHORT_ANSWER = 12
_CODE_BEHIND = re.compile(
    r"[\s,;/|\-]{1,3}(?:e\s)?(?:no verso|(?:de )?(?:a?tras|traz)|atraz|cod|codigo)[\s:]{1,2}(?:e\s|eh\s|ta\s|os\s"
    r"|o\s){0,2}[0-9]{3}(?![0-9a-z])"
)
_COUNTED = re.compile(r"\s?(?:x|vezes|mes|meses|parcelas|dias)\b")
_GAP = 4
_BEHIND_FINAL = re.compile(r"\bfina(?:l|is)\s(?:e\s)?[0-9]{4}[\s,;/|\-]{1,4}(?:e\s|com\s|de\s|val\w{0,6}\s){0,2}$")
"""The four digits by which a card is told from another, right before it."""
_MONTH_AND_YEAR = 6
_WRITTEN = re.compile(
    r"(?<![0-9])(?<![0-9][/.\-])(?:0?[1-9]|1[0-2])(?:\s?[/.\-|]\s?|\s(?:de|do|do ano|ano|do ano de"
    r"|barra)\s)(?:20[2-5][0-9]"
    r"|[2-5][0-9])(?![0-9])(?!/[0-9])"
    r"|(?<![0-9])(?<![0-9][/.\-])20[2-5][0-9]\s?[/.\-]\s?(?:0[1-9]|1[0-2])(?![0-9])(?![/.\-][0-9])"
    r"|(?<![0-9])(?:0?[1-9]|1[0-2]),?\s(?:e\s)?(?:o\s|do\s)?ano\s(?:e\s|de\s|eh\s)?(?:20)?[2-5][0-9](?![0-9])"
)
_SPOKEN_FIRST = re.compile(r"^(?:(?:a|o|e|minha|data|de|nova|ai)\s){0,4}(?:val|validade|valid|vencimento|venc|vence)\b")
"""A short message that begins so is an answer to a question we may not have seen."""
_REPLACED = re.compile(
    r"\b(?:era|estava|tava|antig[ao]|velh[ao]|antes|venceu)\b[^0-9\n]{0,20}[01]?[0-9]\s?/\s?(?:20)?[2-5][0-9]\b[^0-9\n]{1,25}"
    r"[01]?[0-9]\s?/\s?(?:20)?[2-5][0-9](?![0-9/])"
)
_NEW_ONE = re.compile(
    r"\bcart(?:ao|aozinho)\b[^0-9\n]{1,40}\bnov[oa]\s(?:e|eh|vence|vai ate|vale ate|ate)"
    r"\s(?:em\s|ate\s)?[01]?[0-9]\s?/\s?(?:20)?[2-5]"
)
_SPOKEN_LAST = re.compile(r"^[0-9/\s.\-]{4,9},?\s(?:e|eh)\s(?:a\s)?(?:data de\s)?(?:val\w{0,6}|venc\w{0,6})\b")
_OF_A_CARD = re.compile(r"\b(?:cart\w{2,5}|segunda via|validade|data|venc\w{0,6}|chegou outro|plastico|renov\w{1,5})\b")
"""An old one and its new one: what is replaced with a month and year is a card."""
_BARE = re.compile(r"(?<![0-9])(?<![0-9][/.\-])(?:0[1-9]|1[0-2])\s?(?:20[2-4][0-9]|[2-4][0-9])(?![0-9])")
_ELSEWHERE = re.compile(
    r"\b(?:lote|fab|fabrica\w*|vacina\w*|dose|remedio|produto|leite|iogurte|cnh|habilitacao|carteira|passaporte|rg"
    r"|bilhete"
    r"|garantia|contrato|boleto|fatura|cupom|oferta|promo\w*|estoque|alvara|certificado|extintor"
    r"|prazos?|inscric\w+|assinatura|planos?|licenca|mandato|matricula|seguro|ipva|iptu|vale(?! ate)|visto|receita"
    r"|aluguel"
    r"|concurso|edital"
    r"|carne|parcela(?! (?:em|de|isso|tudo|no))|desconto|campanha|credenci\w+|revisao|apolice|crlv|licenciamento"
    r"|atestado|convenio|pontos"
    r"|milhas)\b"
)


_SAID_TO_EXPIRE = re.compile(
    r"[\s,;/|\-.]{1,4}(?:e\s|a\s|com\s|data\s|de\s){0,3}v[a-z]{1,11}[:.]?\s(?:e\s|em\s|ate\s|do\s|dia\s){0,2}"
)
"""A word in v between a card and four digits, however it is mistyped."""
_PAID = re.compile(
    r"\b(?:parcel\w{1,3} (?:em|de|isso|tudo|no)|em [0-9]{1,2} ?(?:x|vezes)|em (?:duas|tres|quatro|cinco|seis|dez"
    r"|doze) vezes"
    r"|pass[ae]r? (?:no|na|o|tudo)|cobr(?:a|ar|em) (?:no|na|tudo|a)|recusou|recusad[oa]|maquininha|na bandeira"
    r"|titular)\b"
)


@catalogue.add(
    "card.expiry",
    label=LABEL,
    gate=(catalogue.DIGITS, "validade", "vencimento", "expira", "vence", "valid"),
    words=("mm aa", "mm aaaa"),
    loose=(
        "val", "validade", "valid", "valido ate", "valida ate", "venc", "vence", "vencimento", "vencto", "vcto",
        "vto", "exp", "expira", "expirando", "expiracao", "vale ate", "validade ate", "valendo ate", "vencendo",
        "vai ate", "vencimento era", "data de validade", "era ate", "dura ate", "serve ate", "ia ate",
        "vencera", "expires", "cartao vale ate", "expiration", "good thru", "bom ate", "expiry", "valid thru",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every card expiry."""
    return iter(reading.once(found))


def found(reading: Reading) -> tuple[Hit, ...]:
    """Return the expiries, left to right; shared with the security code."""
    talk = reading.context.question or reading.context.previous
    if not (
        talk
        or reading.is_named(LABEL.code)
        or "CARD_NUMBER" in reading.talked_of
        or reading.once(card_number.found)
        or reading.once(_is_replaced)
    ):
        return ()
    months = _months(reading.folded)
    groups = [group for group in chain.from_iterable(reading.chains) if group.end - group.start <= _MONTH_AND_YEAR]
    return tuple(hit for group in groups for hit in _judge(reading, group.start, months.get(group.start)))


def _judge(reading: Reading, start: int, named: re.Match[str] | None) -> Iterator[Hit]:
    """Yield a month and year near a card, or where the words mean a card; unsigned, only right behind it."""
    written = _WRITTEN.match(reading.folded, start)
    bare = None if written else _BARE.match(reading.folded, start)
    match = written or bare or named
    if match is None:
        return
    start, end = match.span()
    if not bare and _is_near_card(reading, start, end):
        yield Hit(start, end, Certainty.CONTEXT, "near_card")
    elif bare and _follows_card(reading, start):
        yield Hit(start, end, Certainty.CONTEXT, "behind_card")
    elif _is_meant(reading, start, end):
        yield Hit(start, end, Certainty.CONTEXT, "keyword")


def _months(folded: str) -> dict[int, re.Match[str]]:
    """Return every month called by its name, by where its year stands."""
    return {match.start("year"): match for match in _NAMED.finditer(folded)}


def _is_near_card(reading: Reading, start: int, end: int) -> bool:
    cards = reading.once(card_number.places)
    before, after = cards.ending_by(start), cards.starting_from(end)
    return (before is not None and start - before[1] <= _BEHIND_CARD) or (
        after is not None and after[0] - end <= _BEFORE_CARD
    )


def _follows_card(reading: Reading, start: int) -> bool:
    """Tell whether only separators stand between a card number and four digits that read as month and year."""
    card = reading.once(card_number.places).ending_by(start)
    if card is not None and _SAID_TO_EXPIRE.fullmatch(reading.folded, card[1], start):
        return True
    return card is not None and start - card[1] <= _GAP and not reading.folded[card[1] : start].strip(" ,;/-|\n")


def _is_meant(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the nearest word, or the question, says expiry, and of a card rather than of anything else."""
    asked = LABEL.code in reading.asked and reading.word_count <= _SHORT_ANSWER
    behind = _BEHIND_FINAL.search(reading.folded, max(0, start - _BEFORE_CARD), start) is not None
    if behind or _is_one_of_the_card(reading, start, end):
        return True
    if not asked and not _is_announced(reading, start, end) and not reading.once(_is_replaced):
        return False
    if reading.once(_is_elsewhere) and not reading.says(_PAID):
        return not _CARD.isdisjoint(reading.talked_of) or bool(reading.once(card_number.places))
    if (
        reading.once(_is_replaced)
        or reading.says(_PAID)
        or reading.once(tells_code)
        or _CODE_BEHIND.match(reading.folded, end)
    ):
        return True
    if not _CARD.isdisjoint(reading.talked_of | reading.around) or bool(reading.once(card_number.places)):
        return True
    few = _FEW_MORE if _SPOKEN_FIRST.match(reading.folded) or _SPOKEN_LAST.match(reading.folded) else _FEW_WORDS
    return "cartao vale ate" in reading.folded or reading.word_count <= (_SHORT_ANSWER if asked else few)


def _is_replaced(reading: Reading) -> bool:
    """Tell whether an old month and year gives way to a new one, and a card or its date is spoken of."""
    return "/" in reading.folded and (reading.says(_REPLACED) or reading.says(_NEW_ONE)) and reading.says(_OF_A_CARD)


def _is_elsewhere(reading: Reading) -> bool:
    """Tell whether the message, or the question, speaks of something else that expires."""
    return reading.says(_ELSEWHERE) or _ELSEWHERE.search(fold(reading.context.question or "")) is not None


def _is_one_of_the_card(reading: Reading, start: int, end: int) -> bool:
    """Tell whether it is all that stands in the message behind a card number, or in answer to a question for a card."""
    if not (reading.begins_at(start) and reading.ends_at(end, " .,;\n")):
        return False
    return not _CARD.isdisjoint(reading.asked) or _CARD_BEFORE.search(reading.context.previous or "") is not None


def _is_announced(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the nearest word says expiry, or the card whose expiry a word before it speaks of."""
    cue = reading.nearest(start, end)
    if cue is not None and not _CARD.isdisjoint(cue.kinds) and 0 <= start - cue.end < _GAP:
        called = reading.folded.startswith("cart", cue.start) and not reading.folded[start:end].isdigit()
        return called and not _COUNTED.match(reading.folded, end)
    of_card = cue is not None and not _CARD.isdisjoint(cue.kinds) and reading.is_named_before(LABEL.code, start)
    return of_card or reading.announces(LABEL.code, start, end)


def tells_code(reading: Reading) -> bool:
    """Tell whether the message tells a code of three digits: with an expiry beside it, that is a card's."""
    return any(
        group.end - group.start == _CODE and not group.trailed and _is_called_a_code(reading, group)
        for group in reading.groups
    )


def _is_called_a_code(reading: Reading, group: Group) -> bool:
    cue = reading.nearest(group.start, group.end)
    return cue is not None and not _CODES.isdisjoint(cue.kinds) and cue.end <= group.start


def places(reading: Reading) -> Places:
    """Return where the expiries stand."""
    return Places((hit.start, hit.end) for hit in reading.once(found))
