"""Date of birth, in any written form; of a birthday also day and month alone.

With a name it finds one person, and call centres ask for it as if it were a secret.  Chats are full of other dates, so
a word ("nasci", "níver") or the question must say so; or a full date, too old to be an appointment, stands beside a
person's name or CPF; that of a child, a pupil or a patient may be younger.  A shop has a birthday too, and a party has
a date.

Source: guidelines.md; LGPD (Lei 13.709/2018), art. 5, I.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("nasci em 5 de julho de 1983")]
[(9, 27, 'declared')]
>>> scan("aniversário da loja 03/11, vence 05/07/2029")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.lexicon import Cue, words_in
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.wordlist import forms

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene", "fev feb", "mar", "abr apr", "mai may", "jun", "jul", "ago aug", "set sep", "out oct", "nov",
            "dez dic dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
"""By their first three letters, in Portuguese, Spanish and English."""
_MONTH = (
    r"(?:jan(?:eiro|uary)?|enero|fev(?:ereiro)?|feb(?:rero|ruary)?|mar(?:co|zo|ch)?|abr(?:il)?|apr(?:il)?|mai(?:o)?"
    r"|mayo?"
    r"|jun(?:ho|io|e)?|jul(?:ho|io|y)?|ago(?:sto)?|aug(?:ust)?|set(?:embro)?|sep(?:tiembre|tember)?|out(?:ubro)?"
    r"|oct(?:ubre|ober)?|nov(?:embro|iembre|ember)?|dez(?:embro)?|dic(?:iembre)?|dec(?:ember)?)"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_NUMERIC_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:(?:19|20)[0-9]{2}|[0-9]{2})"
_WRITTEN = re.compile(
    rf"(?<![0-9][/.\-])(?:(?:19|20)[0-9]{{2}}\s?[/.\-]\s?{_NUMERIC_MONTH}\s?[/.\-]\s?{_DAY}"
    rf"|{_DAY}\s?(?:[/.\-|]|\sdo\s|\s)\s?{_NUMERIC_MONTH}(?:\s?(?:[/.\-|]|\sde\s|\s)\s?{_YEAR})?"
    rf"|(?:{_DAY}|1o)\s?(?:/|-|de\s|do\s)?\s?{_MONTH}\b(?:\.?,?\s?(?:/|-|de\s|do\s)?\s?{_YEAR})?"
    r"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)?[0-9]{2})(?![0-9a-z_])(?![/.\-,:][0-9])(?!\s?(?:reais"
    r"|anos|h\b|%))"
)
_LEAST = re.compile(
    rf"[0-9](?:\s?(?:[/.\-|]|\sdo\s|\s)\s?{_NUMERIC_MONTH}(?![0-9])|[0-9]{{5}}(?:[0-9]{{2}})?(?![0-9])"
    rf"|o?\s?(?:/|-|de\s|do\s)?\s?{_MONTH})"
)
"""A month behind a number, or six or eight digits in a row."""
_ENGLISH = re.compile(rf"\b{_MONTH}\.?\s{_DAY}(?:st|nd|rd|th)?,?\s(?:19|20)[0-9]{{2}}(?![0-9])")
_JOINT = r"\s?[/.\-\s]\s?"
_ANY_MONTH = rf"(?:{_NUMERIC_MONTH}|(?:de\s)?{_MONTH}(?:\sde)?)"
_FULL = re.compile(rf"{_DAY}{_JOINT}{_ANY_MONTH}{_JOINT}(?:19[2-9][0-9]|200[0-9]|201[0-7]|[3-9][0-9]|0[0-9]|1[0-2])")
_FULL_OF_A_CHILD = re.compile(rf"{_DAY}{_JOINT}{_ANY_MONTH}{_JOINT}(?:20)?(?:1[3-9]|2[0-3])")
"""Without a clock, what is later may be an appointment, an order, a delivery."""
_CHILD = re.compile(
    r"\b(?:filh[oa]s?|alun[oa]s?|criancas?|bebes?|net[oa]s?|sobrinh[oa]s?|enteado|enteada|menor|dependentes?"
    r"|pacientes?|pequen[oa]|menin[oa]s?|bb|idade|cacul[oa]|recem.nascid[oa])\b"
)
_OLD = re.compile(r"(?:19[2-9][0-9]|200[0-7])$")
_BARE = re.compile(r"[0-9]+")
_PARTS = re.compile(r"[0-9]+|[a-z]{3,}")


def _essence(value: str) -> str:
    """Return day, month and the last two digits of the year, however they were written."""
    folded = fold(value)
    if _BARE.fullmatch(folded):
        parts = [folded[:2], folded[2:4], folded[4:]]
    else:
        parts = [_number(part) for part in _PARTS.findall(folded)]
    if len(parts[0]) == 4:  # noqa: PLR2004  a year first: 1983-07-05
        parts.reverse()
    return "".join(f"{part[-2:]:0>2}" for part in parts)


def _number(part: str) -> str:
    if part[:3] in _MONTHS:
        return str(_MONTHS[part[:3]])
    return part


LABEL = Label(code="DATE_OF_BIRTH", handling=Handling.SEAL, essence=_essence)

_BIRTHDAY = re.compile(r"aniver|niver|faz anos|parabens")
_TURNS = re.compile(
    r"\b(?:faco|faz|fazer|fazendo|completa|completo|completar|fiz|fez|fara|farei|completei|completou|completara"
    r"|inteira|inteiro)\s(?:meus\s|seus\s)?(?:[0-9]{1,3}|[a-z]{2,12}(?:\se\s[a-z]{2,7})?)\s(?:anos|aninhos|aninho|ano)"
    r"(?:\s(?:no|agora|dia|em|so|de idade|de vida|proximo|ja|mes)){0,5}\s?$"
    r"|\bfa(?:z|ra|co|zendo)\s(?:[0-9]{1,2}|aninhos?|anos|niver|aniversario)\s(?:agora\s|logo\s|ja\s)?(?:no dia|dia"
    r"|em|no|agora em)\s$"
    r"|\b(?:completo|completei|completou|completa)\s(?:meus\s)?[0-9]{2}\s(?:agora\s)?(?:no dia|em|dia)\s$"
)
_OF_NO_PERSON = re.compile(
    r"\b(?:loja|empresa|cidade|shopping|casad[oa]s?|casamento|namoro|firma|contrato|garantia|clinica|escola|igreja|casa"
    r"|gente abriu|condominio|predio|clube|time|banco|plano|marca)\b"
)
_I_AM_OF = re.compile(
    r"\b(?:sou|(?:ele|ela|filh[oa]|mae|pai|marido|esposa|sogr[oa]|av[oa]|vo|net[oa]|irma|irmao|sobrinh[oa]|ti[oa]"
    r"|menin[oa]|bebe|gemeos|gemeas|mulher|crianca|pequen[oa]|cacul[oa]|titular)\s(?:e|eh|sao))\s(?:de|do\sdia"
    r"|la de)\s$"
    r"|\b(?:data|dt)\s(?:dele|dela|d[ao]\s(?:minha\s|meu\s)?(?:filh[oa]|mae|pai|marido|esposa|sogr[oa]|av[oa]|vo"
    r"|net[oa]"
    r"|irma|irmao|paciente|titular|crianca|menin[oa]|alun[oa]|dependente))\s?(?:e|eh|:)\s$"
    r"|\b[0-9]{1,3}\sanos(?:\sde\sidade)?\s?[,;(\-]\s?$"
    r"|\b(?:idade|quantos anos)\b[^0-9\n]{0,25}\b(?:e|eh|sou)\s(?:de|do dia)\s$"
)
# the birthday of a shop, or of a party, a cake, an offer for one
_SOMETHING_ELSES = re.compile(
    r"\b(?:aniversarios?|niver)\s(?:d[aeo]s?\s)?(?:(?:nossa|nosso|minha|meu|sua|seu)\s)?(?:loja|empresa|cidade"
    r"|shopping|casamento|namoro|marca"
    r"|site|rede|clinica|escola|igreja|banco|mercado|supermercado|salao|academia|promo\w*|black|contrato|plano"
    r"|politica)\b"
    r"|\b(?:festa|festinha|bolo|promo|promocao|oferta|ofertas|cupom|desconto|decoracao|kit|buffet|convite|bonus"
    r"|semana|mes|presente)"
    r"\s(?:d[aeo]|pro|pra|para o|de|especial)?\s?(?:aniversario|niver)\b"
)
_ANOTHER_EVENT = re.compile(
    r"\b(?:emiss\w+|emitid\w+|exped\w+|admiss\w+|demiss\w+|admitid\w+|fundad\w+|abert\w+|contrat\w+|casament\w+"
    r"|casamos|obito|falec\w+"
    r"|val|valid\w+|venc\w+|compr\w+|desde|pedido|nota|protocolo|lei|decreto|inaugur\w+|cirurgia|exame|vacina\w*"
    r"|consulta|entrega"
    r"|pag\w+|boleto|fatura|processo|registro|matricula)\b"
)
_NAME_BEFORE = re.compile(
    r"[A-ZÀ-Ý][a-zà-ÿ]{1,20}(?:\s(?:d[aeo]s?\s)?[A-ZÀ-Ý][a-zà-ÿ]{1,20}){1,5}\s?[,;:\-–(]?\s?(?:d\.?n\.?\s?)?$"
)
_TYPED_BIRTH = re.compile(r"\bn(?=[acimenost]{0,4}[sc])[acimenost]{6,11}o\b[^0-9\n]{0,14}$")
"""The word with letters lost, doubled or exchanged."""
_SIGN_WORDS = forms(
    "signo arian* taurin* geminian* cancerian* leonin* virginian* librian* escorpian* sagitarian* capricornian*"
    " aquarian* piscian* ascendente"
)
_BORN_JUST_BEFORE = re.compile(r"\b(?:nasc(?:i|eu|id[oa]s?|eram)|nac(?:i|eu|id[oa]))\s(?:[a-z]{1,6},?\s){0,2}$")
_NOT_BORN = re.compile(
    r"\b(?:cachorr[oa]s?|gat[oa]s?|gatinh[oa]s?|cadela|pet|dog|filhotes?|ninhada|potro|bezerro|empresa|loja|marca"
    r"|startup|projeto"
    r"|negocio|site|igreja|banda|clube|firma)\b(?:\s[a-z]{1,12}){0,2}\s$"
)
_CPF_FORM = r"[0-9]{3}[.\s]?[0-9]{3}[.\s]?[0-9]{3}[.\-/\s]?[0-9]{2}"
_CPF_BEFORE = re.compile(rf"(?<![0-9]){_CPF_FORM}[\s,;|/\-]{{1,3}}$")
_CPF_BEHIND = re.compile(rf"[\s,;|/\-]{{1,3}}(?:cpf:?\s)?{_CPF_FORM}(?![0-9])")
_DAY_TO_YEAR = 8
_NEAR = 40
_WORDS_OF_A_SHORT_ANSWER = 6
_PERSON = frozenset({"CPF", "RG", "CNS"})
_BORN_IN = re.compile(
    r"\b(?:nasc(?:i|eu)|nascid[oa])\s(?:(?:em|n[oa]|la|aqui|bem|so|ano|de|do|mes|por|volta|mais|ou|menos|ja)\s){1,4}$"
    r"|\bano (?:de|do) (?:meu )?nasc[a-z]{0,8}\s?(?:e|eh|foi|:)?\s?(?:em\s)?$"
)
_A_YEAR = re.compile(r"(?:19[2-9][0-9]|20[0-2][0-9])(?![0-9a-z]|[.,/\-][0-9]|\s?(?:reais|kg|cm|anos|graus))")
_SHORT_YEAR = re.compile(
    r"[3-9][0-9](?![0-9a-z]|[.,/\-:][0-9]|\s?(?:reais|kg|quilos|cm|anos|graus|%|por|mil|km|m\b|h\b|min))"
)
_BORN_ON = re.compile(
    r"\b(?:nasc(?:i|eu)|nascid[oa]|(?:meu|faco|faz) (?:aniversario|niver)(?: e)?)\s(?:n?o\s|todo\s|em\s)?dia\s$"
)
_A_DAY = re.compile(r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9a-z]|[.,/\-:]|\s(?:de|do|d?e?\s?[0-9]|/|reais|pessoas))")
_CONFIRMING = re.compile(r"\b(?:confirm\w{1,4}|confer\w{1,4}|chec\w{1,3}|correto|certo|isso)\b[^0-9]{0,12}$")
_I_AM_FROM = re.compile(r"\b(?:sou (?:do dia|de|la de|la do dia)|minha data\s?(?:e|eh|:)?)\s$")


@catalogue.add(
    "date_of_birth",
    label=LABEL,
    gate=(
        catalogue.DIGITS, "nasc", "sou do dia", "sou de", "niver", "aninho", "anos dia", "anos em", "anos no dia",
        "born", "birth",
    ),
    least=_LEAST,
    vocabulary=_SIGN_WORDS,
    words=(
        "nascimento", "nasc", "nascim", "nascto", "nascmto", "nasceram", "nascimentos",
        "nasci", "nasceu", "nascido", "nascida", "nascidos", "nascidas", "naci",
        "nacio", "nacimiento", "dn", "d n", "dt nasc", "data nasc", "data de nasc", "data de nascimento", "aniversario",
        "niver", "aniversariante", "veio ao mundo", "vieram ao mundo", "vim ao mundo", "vim a esse mundo", "dei a luz",
        "deu a luz", "niversario", "anversario", "aniversaria", "aniversarios", "nivers", "nasimento", "nascimeto",
        "nacimento", "nascimemto", "naceu", "nascida", "naseu", "nasceo",
        "data nascimento", "data nasci", "dt nascimento", "dta nasc", "dat nasc", "natalicio",
        "birthdate", "cumpleanos", "nacida", "nacido", "faz anos", "faco anos", "birth", "born", "dob", "birthday",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every date of birth."""
    if "born" in reading.folded or "birth" in reading.folded:
        for english in _ENGLISH.finditer(reading.folded):
            yield Hit(*english.span(), Certainty.CONTEXT, "declared")
    spoken_of = "nasc" in reading.folded or "niver" in reading.folded
    for group in reading.groups:
        if spoken_of and _is_a_part(reading, group.start, group.end):
            yield Hit(group.start, group.end, Certainty.CONTEXT, "part")
            continue
        match = _WRITTEN.match(reading.folded, group.start) if group.end - group.start <= _DAY_TO_YEAR else None
        if match is not None and (not group.led or reading.is_led_by_a_cue(group)):
            yield from _judge(reading, *match.span())


def _is_a_part(reading: Reading, start: int, end: int) -> bool:
    """Tell whether somebody says the year, or the day, they were born and nothing more."""
    if end - start not in (1, 2, 4):
        return False
    said, before = reading.folded, max(0, start - _NEAR)
    if _NOT_BORN.search(said, before, start):
        return False
    kinds = ((_A_YEAR, _BORN_IN), (_SHORT_YEAR, _BORN_IN), (_A_DAY, _BORN_ON))
    return any(part.match(said, start) and told.search(said, before, start) for part, told in kinds)


def _judge(reading: Reading, start: int, end: int) -> Iterator[Hit]:
    """Yield a date that a word, the question or the person beside it make a birth's."""
    cue = reading.nearest(start, end)
    if _is_declared(reading, cue, start, end):
        yield Hit(start, end, Certainty.CONTEXT, "declared")
    elif _is_told_by_a_sign(reading, start, end):
        yield Hit(start, end, Certainty.SHAPE, "beside_sign")
    elif _may_be_a_birth(reading, start, end) and _is_beside_a_person(reading, cue, start, end):
        yield Hit(start, end, Certainty.SHAPE, "beside_person")


def _is_told_by_a_sign(reading: Reading, start: int, end: int) -> bool:
    """Tell whether somebody says day and month with the sign of the zodiac: ``sou de 10 de março, pisciana``."""
    if not reading.once(_says_a_sign):
        return False
    return (
        _is_full(reading.folded[start:end]) or _I_AM_OF.search(reading.folded, max(0, start - _NEAR), start) is not None
    )


def _may_be_a_birth(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a full date is older than appointments are, or that of somebody who may be a child."""
    if _FULL.fullmatch(reading.folded, start, end):
        return True
    return (
        _FULL_OF_A_CHILD.fullmatch(reading.folded, start, end) is not None
        and _CHILD.search(reading.folded, max(0, start - _NEAR - _NEAR), start) is not None
    )


def _is_declared(reading: Reading, cue: Cue | None, start: int, end: int) -> bool:
    """Tell whether a word for birth, or the question in a short answer, speaks of this date."""
    full = _is_full(reading.folded[start:end])
    before = max(0, start - _NEAR)
    told = full and any(says.search(reading.folded, before, start) for says in (_I_AM_FROM, _TYPED_BIRTH))
    if told or _turns(reading, before, start):
        return True
    named = cue is not None and LABEL.code in cue.kinds
    if named and cue is not None:
        said = reading.folded[cue.start : cue.end]
        if _BIRTHDAY.search(said):
            return not reading.says(_SOMETHING_ELSES)
        if _NOT_BORN.search(reading.folded, max(0, cue.start - _NEAR), cue.start):
            return False
        near = full or _BORN_JUST_BEFORE.search(reading.folded, before, start) is not None
        return near and not reading.is_spent(cue, start)
    asked = LABEL.code in reading.asked
    answers = asked and (cue is None or not reading.tells_otherwise(LABEL.code, cue, start))
    return answers and (full or reading.word_count <= _WORDS_OF_A_SHORT_ANSWER)


def _turns(reading: Reading, before: int, start: int) -> bool:
    """Tell whether somebody, and no shop or contract, turns so many years on the day that begins at *start*."""
    turns = _TURNS.search(reading.folded, before, start)
    return turns is not None and not _OF_NO_PERSON.search(reading.folded, max(0, turns.start() - _NEAR), start)


def _says_a_sign(reading: Reading) -> bool:
    """Tell whether a sign of the zodiac is named anywhere."""
    return not _SIGN_WORDS.isdisjoint(words_in(reading.folded))


def _is_full(written: str) -> bool:
    """Tell whether a day, a month and a year, or a month by name, are written."""
    return len(_PARTS.findall(written)) > 2 or any(char.isalpha() for char in written) or written.isdigit()  # noqa: PLR2004


def _is_all_there_is(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the date is the whole message, after a question that speaks of no other event."""
    if not reading.ends_at(end, " .,;!?") or (
        not reading.begins_at(start) and reading.word_count > _WORDS_OF_A_SHORT_ANSWER
    ):
        return False
    before = reading.folded[:start].strip()
    alone = not before or (_CONFIRMING.search(before) is not None and not _ANOTHER_EVENT.search(before))
    return alone and _OLD.search(reading.folded, start, end) is not None and not _ANOTHER_EVENT.search(reading.question)


def _is_beside_a_person(reading: Reading, cue: Cue | None, start: int, end: int) -> bool:
    """Tell whether a name stands right before it, or a person's document in the message, and no other event."""
    before = max(0, start - _NEAR)
    if _is_all_there_is(reading, start, end):
        return True
    if _ANOTHER_EVENT.search(reading.folded, before, start) or (cue is not None and not cue.kinds and cue.end <= start):
        return False
    if _I_AM_OF.search(reading.folded, before, start) or reading.once(_says_a_sign):
        return True
    if _CPF_BEFORE.search(reading.folded, before, start) or _CPF_BEHIND.match(reading.folded, end):
        return True
    return not _PERSON.isdisjoint(reading.talked_of) or _NAME_BEFORE.search(reading.text[before:start]) is not None
