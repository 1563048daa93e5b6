"""Where a person lives or is to be found: street and number, with what follows them; the flat of a person; a farm.

With a name it is the door of a house, so the whole stretch counts: street, number, complement, district, city.  A city
or a street alone is not one; the address of a shop, an office or an event is public.  It has no check digit: a street
word and a number make one, and without a number only somebody who says that they live there.

Source: Correios, Guia Técnico de Endereçamento (kinds of street, order of the parts; read 2026-11-26); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("entrega na rua das Acácias, 410 ap 12, Centro")]
[(11, 45, 'street and number')]
>>> scan("a loja fica na rua das Acácias, 410"), scan("qual rua fica melhor?")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.doors import AWAKENING, SURE, VIA, WEAK, corners, somebodys
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.wordlist import one_of, words

LABEL = Label(code="ADDRESS", handling=Handling.SEAL)

_NUMBERED = """
    ap apto apt apartamento bl bloco casa cs sala sl torre lote lt quadra qd km andar conj cj box n no nr numero rua
    estrada sobrado kitnet portao unidade
"""
_NAMED = "torre edificio ed cond condominio residencial bairro jardim jd vila vl parque pq setor conjunto conj"
_STATES = "ac al am ap ba ce df es go ma mg ms mt pa pb pe pr pi rj rn rs ro rr sc sp se to"
_STARTS = rf"(?<![a-z0-9@/.])(?P<kind>{one_of(SURE + WEAK)}|br-[0-9]{{3}}|{VIA})\.?"
_NAME = (
    r"(?:[ ](?:[a-z][a-z'.]{0,20}(?:-[a-z]{2,15})?|[a-z]{1,2}-[0-9]{1,3}|[0-9]{1,2}(?=\sde\s[a-z])"
    r"|[0-9]{1,4}(?=,?\s(?:casa|lote|quadra|n|apto|ap|bloco|bl|numero|cs|lt|qd|conjunto|conj|[0-9])\b)))"
)
_NUMBER = (
    r"(?:[0-9]{1,2}\.[0-9]{3}(?![0-9.,])|(?:sem num(?:ero)?\b)|"
    r"[0-9]{1,5}(?:/[0-9]{1,5})?(?:-?[a-z])?(?![0-9a-z/]|[.,\-]?[0-9]|\s(?:min(?:utos)?|horas?|reais|dias|pessoas|ml)\b)|s/n)"
)
_STREET = re.compile(
    rf"{_STARTS}(?P<name>{_NAME}{{1,7}}?)(?:\s?,\s{{0,2}}|\s-\s|\s)"
    rf"(?:(?:(?:n|no|nr|nro|num|numero|casa|km|lote|lt|quadra|qd|ap|apto|torre)(?![a-z])[.:\x7f]?\s{{0,2}})?{_NUMBER}"
    r"|(?:bloco|bl|quadra|conjunto|conj)\s[0-9a-z]{1,3}\b)"
)
_ESTATE = re.compile(
    r"(?<![a-z0-9])(?:conj|conjunto|cond|condominio|residencial|res|ed|edificio|loteamento)\.?"
    r"(?:\s[a-z']{1,20}){1,5},?\s$"
)
_BARE = re.compile(rf"{_STARTS}{_NAME}{{1,4}}")
_UNIT = re.compile(
    rf"\s{{0,2}}[,\-/]?\s{{0,2}}(?:{one_of(_NUMBERED)}(?:\b[.:]?\s?|(?=[0-9]))(?:[0-9]{{1,5}}[a-z]?|[a-z])"
    rf"(?:[/\-][0-9a-z]{{1,4}})?|{one_of(_NAMED)}\b\.?\s(?!{one_of(_NUMBERED)}\b)(?:d[aeo]s?\s)?[a-z]{{2,20}}"
    rf"|casa d[aeo]s? (?:fundos|frente|esquina)|fundos|terreo|cobertura|[0-9]{{1,2}}o? andar|s/n"
    rf"|[0-9]{{1,5}}(?=\s(?:bl|bloco|ap|apto|torre|sl|sala|casa)\b)|(?<=[a-z] )[0-9]{{1,4}}(?=,|$)"
    rf"|d[aeo] (?:estrada|rodovia|rua) d[aeo]s? [a-z]{{2,20}})(?![a-z0-9])"
)
_SECOND_NUMBER = re.compile(rf",\s?{_NUMBER}(?!\s?andar)")
_WORD = r"[^\W\d_][^\W\d_'’]{0,20}(?:[-'’][^\W\d_]{1,15})?"
_PART = re.compile(rf"(?:\s?[,\-–]?\s|,)({_WORD}\.?(?:\s{_WORD}){{0,4}})")
_STATE = re.compile(rf"\s?[/\-–,]\s?{one_of(_STATES)}\b")
_FLAT = re.compile(
    r"\b(?:ap|apto|apt|apartamento|bl|bloco|torre|casa|quadra|qd|lote)\.?\s(?:[0-9]{1,4}[a-z]?|[a-z](?![a-z]))"
    r"(?![0-9a-z]|[.,\-/]?[0-9]|\s(?:quartos?|qtos?|dorm|suites?|metros|m2))"
)
_DOOR = r"(?:ap|apto|apt|apartamento|bl|bloco|torre|casa|quadra|qd|lote|lt|cj|conj|conjunto)"
_DOORS = re.compile(
    rf"\b(?:ap|apto|apt|apartamento|bl|bloco|torre|quadra|qd|casa)\.?\s?(?:[0-9]{{1,4}}[a-z]?|[a-z])\s?(?:[,\-/]|d[aeo]\s)?\s?{_DOOR}\.?\s?"
    r"(?:[0-9]{1,4}[a-z]?|[a-z])(?![0-9a-z]|[.,\-/]?[0-9])"
)
"""Two doors, one within the other, as somebody's flat is written."""
_OF_THE_FLAT = re.compile(r"\b(?:barulho|reclamacao|interfone|moradores|vazamento|infiltracao|som) (?:vindo )?d[oa]\s$")
_AT = re.compile(r"\b(?:n[oa]|d[oa]|a[o]?|pr[oa]|pel[oa]|(?:aqui|eh?|sou|seria) [oa])\s$|[a-z],\s$")
_ANSWER = re.compile(
    rf"\W{{0,3}}(?P<door>(?:(?:e|eh|o|numero|n|no|nr)[.:\x7f]?\s){{0,2}}(?:[a-z]\s)?[0-9]{{1,5}}(?:\s?[a-z])?"
    rf"(?:\s?[,\-/]?\s?{_DOOR}\.?\s?"
    r"(?:[0-9]{1,4}[a-z]?|[a-z])){0,2}(?:[,\s]{1,2}(?:fundos|frente|sobrado|terreo|altos))?)"
    r"(?:\W{1,3}(?:portao|casa|em frente|na frente|perto|ao lado|proximo|esquina|muro|cor|e)\b[a-z ]{0,40})?\W{0,3}$"
)
_STREET_ANSWER = re.compile(
    r"\W{0,3}(?:(?:e|eh|fica|moro|na|no)\s){0,2}(?P<street>(?:[a-z']{2,20}\s){0,4}[a-z']{3,20}"
    r"(?:,\s?|\s)(?:n[o.]?\x7f?\s?|numero\s)?[0-9]{1,5})"
    r"(?![0-9.,\-/]?[0-9]|\s?(?:reais|h|hs|horas|min|dias|anos)\b)"
)
_NUMBER_ASKED = re.compile(
    r"\b(?:numero|complemento|endereco|nr)\b(?! d[aeo] (?!casa|residencia|predio|ap|rua|endereco))"
    r"|\b(?:qual|seu) (?:e? ?o )?(?:seu )?(?:apartamento|apto|ap|bloco|unidade)\b"
)
_LIVES = re.compile(
    r"\b(?:mor(?:o|a|amos|am|ava|ando)|resid[a-z]{1,8}|domiciliad[oa]"
    r"|(?:meu|minha|nosso|seu|novo) (?:endereco|apto|ap|apartamento|casa|bloco)"
    r"|endereco (?:dele|dela|de entrega|d[oa] m[a-z]+|residencial|novo|atual|certo|correto)"
    r"|entreg(?:a|ar|ue|uem) (?:no|na|em)|sou d[oa]|somos d[oa]|aqui,? (?:(?:e|eh) )?d[oa]"
    r"|(?:vizinh[oa]|moradora?|sindic[oa]|inquilin[oa])(?: d[oa]|[ ,])|(?:pessoal|gente) d[oa]"
    r"|vivo (?:no|na|en)|deixa[a-z]? no|casa d[aeo] (?:minha|meu|mae|sogra|avo))\b"
)
_PUBLIC = re.compile(
    r"\b(?:lojas?|unidades?|filia(?:l|is)|clinica|consultorio|escritorio|agencia|sede|ficamos|estamos|atendemos"
    r"|shopping|posto|restaurante|igreja|hospital|show|evento|feira|ficam|vcs|voces|quiosque|poupatempo|cartorio"
    r"|laboratorio|delegacia|oficina|farmacia|mercado|academia|salao|banco|escola|faculdade|hotel|estacionamento)\b"
    r"|\b[oa] (?!casa|minha|meu|entrega|apto|ap|predio|rua|endereco)[a-z]{3,20} fica\b"
)
_PUBLIC_AFTER = re.compile(
    r",?\s(?:(?:e|eh|fica)\s(?:[ao]\s|d[ao]\s)?)?(?:shopping|lojas?|filial|unidade|clinica"
    r"|escritorio|matriz d[ae]|sede)\b"
)
_ADDRESS_ASKED = re.compile(
    r"\b(?:endereco|onde (?:mora|fica|entreg)|e (?:o|qual o) numero|complemento"
    r"|logradouro|rua|bloco|apartamento|apto|numero da casa)\b"
)
_NEVER_IN_A_NAME = words(
    """
        e eh que com por para pra mas tem foi era paguei ate ja nao esta ta to fica meu minha quero comprei chegou
        no na em ontem hoje as sem se ou so aqui quando onde qual quanto custa vou vai passa passar passei pedido
        fila cadeira assento arquibancada camarote polegadas pol protocolo nasci cima baixo mesmo tava parada parado
        ha alimentacao alagada fechada interditada piso quilombola indigena rural unida cheia escura
        """
)
_JOINERS = words("da de do das dos")
_NO_DISTRICT = words(
    """
        cep cpf rg tel telefone celular cel whats whatsapp zap pedido protocolo obrigado obrigada obg pode por pra
        para pq porque mas e ou que meu minha nao sim ok ta ja tem quero ponto referencia proximo perto em frente ao
        lado no na com ate depois entregar entrega recebe quem nome aos cuidados sao aqui la esse essa eh email data
        nascimento complemento favor hoje amanha entre casa oi caixa postal
        """
)
_NEVER_LOWER = words("bom boa dia tarde noite gente moca moco")
_WEAK_KINDS = words(f"{WEAK} via acesso rampa ramal contorno caminho")
_BESIDE_A_CODE = re.compile(
    r"(?<![0-9])[0-9]{2}\.?[0-9]{3}-?[0-9]{3}[\s,;\-]{1,3}(?:e\s)?(?:o\s|a\s)?"
    r"(?P<door>(?:casa|ap|apto|apt|apartamento|bloco|bl|lote)(?![a-z])\.?\s?[0-9]{1,5}[a-z]?)(?![0-9a-z]|[.,\-/]?[0-9])"
)
"""Behind a postal code a door is somebody's; a bare number there says no more than the code."""
_REACH, _MOST_PARTS, _FEW_WORDS = 44, 8, 14


@catalogue.add(
    "br.address",
    label=LABEL,
    gate=("endereco", "complemento", "apartamento"),
    vocabulary=words(f"{SURE} {WEAK} br ap apto apt apartamento bloco bl torre casa lote {AWAKENING}"),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every address, then the flats and the unnumbered streets of people who say they live there."""
    end = 0
    for street in _streets(reading.folded):
        if street.start() >= end and _is_private(reading, street):
            start = _from_its_start(reading, end, street.start())
            end = _to_its_end(reading, street.end())
            yield Hit(start, end, Certainty.CONTEXT, "street and number")
    if end == 0:
        yield from corners(reading.folded)
        yield from _lived_in(reading)
        yield from _beside_a_code(reading)
        yield from somebodys(reading.folded)


def _beside_a_code(reading: Reading) -> Iterator[Hit]:
    """Yield the door that stands right behind a postal code."""
    for beside in _BESIDE_A_CODE.finditer(reading.folded):
        yield Hit(beside.start("door"), _to_its_end(reading, beside.end()), Certainty.CONTEXT, "postal code")


def _streets(folded: str) -> Iterator[re.Match[str]]:
    """Yield what reads as a street with a number, from every street word: ``minha rua é rua das Acácias, 4``."""
    place = 0
    while street := _STREET.search(folded, place):
        yield street
        place = street.end("kind")


def _is_private(reading: Reading, street: re.Match[str]) -> bool:
    """Tell whether the match reads as an address at all, and as no shop's."""
    named = [word.strip(".") for word in street["name"].split()]
    if (named != ["para"] and not _NEVER_IN_A_NAME.isdisjoint(named)) or _JOINERS.issuperset(named):
        return False
    if street["kind"] == "r" and "\n" in street.group():
        return False
    before = reading.folded[max(0, street.start() - _REACH) : street.start()]
    public = [match.start() for match in _PUBLIC.finditer(before)]
    lived = [match.start() for match in _LIVES.finditer(before)]
    if street["kind"] in _WEAK_KINDS and not lived and not _is_a_proper_name(reading.text, street.start("name")):
        return False
    if _PUBLIC_AFTER.match(reading.folded, street.end()) is not None:
        return False
    return not public or (bool(lived) and lived[-1] > public[-1])


def _is_a_proper_name(text: str, start: int) -> bool:
    """Tell whether a capital or a number follows: ``Conjunto Ceará``, not ``conjunto de panelas``."""
    words_of_it = text[start + 1 : start + _REACH].split()
    first = next((word for word in words_of_it if word not in _JOINERS), " ")[0]
    return first.isupper() or first.isdigit()


def _from_its_start(reading: Reading, floor: int, start: int) -> int:
    """Return where the estate begins that is named right before the street, or *start*."""
    estate = _ESTATE.search(reading.folded, max(floor, start - 2 * _REACH), start)
    return estate.start() if estate is not None else start


def _to_its_end(reading: Reading, end: int) -> int:
    """Return where complement, district, city and state end that follow a number."""
    second = _SECOND_NUMBER.match(reading.folded, end)
    end = second.end() if second is not None else end
    for _ in range(_MOST_PARTS):
        unit = _UNIT.match(reading.folded, end)
        state = _STATE.match(reading.folded, end) if unit is None else None
        if state is not None:
            return state.end()
        after = unit.end() if unit is not None else _district(reading, end)
        if after == end:
            return end
        end = after
    return end


def _district(reading: Reading, end: int) -> int:
    """Return the end of a district or city that begins at *end*, or *end*."""
    part = _PART.match(reading.text, end)
    if part is None:
        return end
    capital = part[1][0].isupper() and not reading.text.isupper()
    separated = part.group()[0] in ",-–" or part.group()[1] in ",-–"
    if not capital and not separated:
        return end
    last = end
    for word in re.finditer(r"\S+", part[1]):
        folded = fold(word.group()).strip(".")
        joiner = folded in _JOINERS
        if (
            (not capital and folded in _NEVER_LOWER)
            or (folded in _NO_DISTRICT and not joiner)
            or (capital and not joiner and word.group()[0].islower())
        ):
            break
        if not joiner:
            last = part.start(1) + word.end()
    return last if capital or _is_parted(reading.folded, last) else end


def _is_parted(folded: str, end: int) -> bool:
    """Tell whether what ends at *end* in lower case is closed off as a district in a list of parts is."""
    return re.match(r"\s*(?:$|[,\n\-/.]|cep\b|[0-9])", folded[end : end + _REACH]) is not None


def _lived_in(reading: Reading) -> Iterator[Hit]:
    """Yield the flat or the street without a number of somebody who says that they live there, or was asked."""
    asked = reading.word_count <= _FEW_WORDS and _ADDRESS_ASKED.search(reading.question) is not None
    floor = 0
    for doors in _DOORS.finditer(reading.folded):
        led = _AT.search(reading.folded, max(0, doors.start() - _REACH), doors.start())
        if not led and (doors.start() or reading.folded[doors.end() : doors.end() + 1] != ","):
            continue
        floor = _to_its_end(reading, doors.end()) if led else doors.end()
        yield Hit(doors.start(), floor, Certainty.CONTEXT, "flat in a block")
    answer = _ANSWER.match(reading.folded)
    if asked and answer and _NUMBER_ASKED.search(fold(reading.context.question or "")):
        yield Hit(*answer.span("door"), Certainty.CONTEXT, "asked for")
        return
    street = _STREET_ANSWER.match(reading.folded) if asked else None
    if street is not None and _NEVER_IN_A_NAME.isdisjoint(street["street"].split()):
        floor = _to_its_end(reading, street.end("street"))
        yield Hit(street.start("street"), floor, Certainty.CONTEXT, "asked for")
        return
    for pattern in (_BARE, _FLAT):
        for match in pattern.finditer(reading.folded):
            before = reading.folded[max(floor, match.start() - _REACH) : match.start()]
            lived = asked or _LIVES.search(before) or (pattern is _FLAT and _OF_THE_FLAT.search(before))
            if match.start() < floor or not lived:
                continue
            end = _trimmed(match) if pattern is _BARE else match.end()
            if end > match.start() and (asked or reading.folded[end : end + 1] != "?"):
                floor = _to_its_end(reading, end)
                yield Hit(match.start(), floor, Certainty.CONTEXT, "lives there")


def _trimmed(match: re.Match[str]) -> int:
    """Return where the name of an unnumbered street ends: before the first word that is in no name."""
    end, named = match.start(), False
    for word in re.finditer(r"[a-z0-9'.\-]+", match.group()):
        plain = word.group().strip(".")
        if plain in _NEVER_IN_A_NAME:
            break
        if plain not in _JOINERS:
            named = named or word.start() > 0
            end = match.start() + word.end()
    return end if named else match.start()
