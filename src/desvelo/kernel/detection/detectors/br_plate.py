"""Plate of a Brazilian vehicle, in use since 2018 (``ABC1D23``) or older (``ABC-1234``).

A plate leads to an owner and to a car park.  It has no check digit.  The newer form is hardly anything else, so it
counts unless a word says coupon, model, booking or code; the older one is also the form of part numbers, so a word, the
question or a vehicle in the same message must speak for it; in small letters, right before it ("vistoria do abc-1234").

Source: CONTRAN, Resolução 969/2022, annex I (forms); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("placa ABC-1234")]
[(6, 14, 'declared')]
>>> scan("modelo ABC-1234")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="PLATE", handling=Handling.SEAL)

_LETTERS = re.compile(r"(?<![0-9a-z_@])(?<![0-9a-z][\-./])[a-z](?:\s?[a-z]){2}[\s.\-]{0,3}$")
_LONGEST_LETTERS = 8
_DIGITS = re.compile(r"[0-9]\s?[0-9a-z]\s?[0-9]\s?[0-9](?![0-9a-z_@])(?!\s?[.,\-/][0-9])")
_LEAST = re.compile(r"(?<![0-9a-z_@])[a-z]\s?[a-z]\s?[a-z][\s.\-]{0,3}[0-9]\s?[0-9a-z]\s?[0-9]\s?[0-9](?![0-9a-z_@])")
_NEW = re.compile(r"[a-z]{3}-?[0-9][a-gi-z][0-9]{2}")
_NEW_IN_CAPITALS = re.compile(r"[A-Z]{3}[\s\-]?[0-9][A-Z][0-9]{2}")
_OLD = re.compile(r"[A-Z]{3}[\s\-]?[0-9]{4}")
_MODELS = (
    r"onix|hb20s?|corolla|civic|palio|celta|prisma|strada|saveiro|hilux|kwid|sandero|fiesta|ranger|argo|mobi|cronos"
    r"|renegade|creta|tracker"
    r"|kicks|virtus|nivus|fusca|kombi|siena|voyage|duster|logan|cobalt|spin|toro|fiorino|amarok|ecosport|corsa|astra"
    r"|vectra|uno|gol|fox"
    r"|polo|up|jetta|tucson|hrv|wrv|sw4|titan|biz|fan|bros|xre|cb|fazer|lander|pcx|nmax"
)
_VEHICLE = re.compile(
    r"\b(?:carro|carros|moto|motos|motoca|caminhao|caminhonete|camionete|caminhoneta|veiculo|veiculos|onibus"
    r"|micro-?onibus|reboque"
    r"|carreta|automovel|viatura|motorista|condutora?|detran|ipva|multas?|renavam|estacionad[oa]|estacionamento"
    r"|guincho|vistorias?"
    r"|licenciamento|patio|oficina|lavagem|lava.?jato|manobrista|frota|utilitario|picape|caminhao|van|jipe|taxi|uber"
    r"|blitz|pedagio|garagem|vis+tori\w{1,2}|motinha|motoneta|guinchad[oa]|rebocad[oa]|estaciona\w{1,3}"
    rf"|parado na|parada na"
    rf"|radar|{_MODELS})\b"
)
_SPOKEN_OF = re.compile(
    r"\b(?:(?:carro|moto|motoca|veiculo|caminhao|caminhonete|van|onibus|carreta|uber|taxi)"
    r"(?:\s(?:e|eh|meu|minha|dele|dela|novo|nova|esse|esta|preto|branco|prata|cinza|vermelh[oa]|azul)){0,2}(?:\s[oa]"
    r"|:)?"
    rf"|(?:{_MODELS})(?:\s(?:pret[oa]|branc[oa]|prata|cinza|vermelh[oa]|azul|verde|amarel[oa]|bege|marrom))?"
    r"|(?:seguro|vis+toria|ipva|multas?|guincho|revisao|licenciamento|dono|dona|motorista|condutora?|crlv|documento"
    r"|transferencia|lavagem"
    r"|alarme|chave|emplacamento|debitos?|sinistro|oficina|conserto|rastreador|bloqueio|entrada|saida"
    r"|acesso)\s(?:d[oae]|pr[ao]|n[oa]))\s$"
)
_VEHICLE_BEHIND = re.compile(
    r"\s(?:esta|ta|foi|ficou|parou|quebrou|bateu|sumiu|saiu|entrou)\b[^\n.?!]{0,20}\b(?:patio|oficina|garagem"
    r"|estacionamento|rua|guincho)\b"
)
_OLD_FOLDED = re.compile(r"[a-z]{3}[\s\-]?[0-9]{4}")
_YEAR = re.compile(r"19[5-9][0-9]|20[0-3][0-9]")
_WORDS_LIST = """
jan fev mar abr mai jun jul ago set out nov dez abs mod cod ref ano ate por com uns umas dos das que sem kit lei art
nbr iso usb tel cep cpf fax ddd sku lot ped pin sms nfe nfs sac apt doc gol cnh rua fiz deu vai foi tem faz sai pra
pro pos via bem mil cem mes dia qtd vol pag num nro kms obd led gps cvt ftp ipi ide uno fit biz fan pop bmw gtx rtx
sim nao meu sua seu ele ela aos nos nas
"""
_WORDS = frozenset(_WORDS_LIST.split())
_ASKS_VEHICLE = re.compile(r"\b(?:qual|quais)\b[^.?!]{0,20}\b(?:carro|moto|veiculo|caminhao|automovel)\b")
_ANOTHER_PLATE = re.compile(
    r"\s(?:de\s)?(?:video|mae|rede|som|captura|solar|solares|gesso|aco|metal|madeira|transito|sinalizacao|vende|aluga"
    r"|obra|acrilico|energia"
    r"|fotovoltaicas?|base|controladora|principal|logica|wifi|grafica|eletronica|ceramica)\b"
)
_NOT_VEHICLES = frozenset({"PLATE", "OTP_CODE", "PASSWORD", "PIX_KEY", "EMAIL"})
_LITTLE_ELSE = 16
_NEAR = 50


@catalogue.add(
    "br.plate",
    label=LABEL,
    gate=(catalogue.DIGITS, "placa"),
    least=_LEAST,
    words=("placa", "placas", "emplacamento", "emplacado", "plaquinha"),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every plate."""
    for group in reading.groups:
        match = _DIGITS.match(reading.folded, group.start)
        floor = max(0, group.start - _LONGEST_LETTERS)
        letters = _LETTERS.search(reading.folded, floor, group.start) if match else None
        if letters and match and not reading.is_in_link(letters.start()):
            yield from _judge(reading, letters.start(), match.end())


def _judge(reading: Reading, start: int, end: int) -> Iterator[Hit]:
    """Yield what a word, its form or the vehicle spoken of make a plate; a plate of another kind is none."""
    cue = reading.nearest(start, end)
    if _is_declared(reading, cue, start, end):
        yield Hit(start, end, Certainty.CONTEXT, "declared")
    elif (cue is None or cue.start >= end) and _is_a_vehicles(reading, start, end):
        yield Hit(start, end, Certainty.CONTEXT, "vehicle")
    elif _is_new(reading, start, end) and _SPOKEN_OF.search(reading.folded, max(0, start - _NEAR), start):
        yield Hit(start, end, Certainty.SHAPE, "vehicle")
    elif cue is not None and (not cue.kinds or not _NOT_VEHICLES.isdisjoint(cue.kinds)):
        return
    elif _is_new(reading, start, end):
        yield Hit(start, end, Certainty.SHAPE, "form")
    elif _OLD.fullmatch(reading.text, start, end) and reading.says(_VEHICLE):
        yield Hit(start, end, Certainty.SHAPE, "vehicle")


def _is_new(reading: Reading, start: int, end: int) -> bool:
    """Tell whether it has the newer form; with a space or an "h" only in capitals, for there is ``das 8h30``."""
    return bool(_NEW.fullmatch(reading.folded, start, end) or _NEW_IN_CAPITALS.fullmatch(reading.text, start, end))


def _is_a_vehicles(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the vehicle stands right before three letters that are no word, or was asked for."""
    folded = reading.folded
    if folded[start : start + 3] in _WORDS or not _OLD_FOLDED.fullmatch(folded, start, end):
        return False
    if _YEAR.fullmatch(folded, end - len("1234"), end) and "-" not in folded[start:end]:
        return False
    if _SPOKEN_OF.search(folded, max(0, start - _NEAR), start) or _VEHICLE_BEHIND.match(folded, end):
        return True
    little_else = len(folded) - (end - start) <= _LITTLE_ELSE
    return little_else and _ASKS_VEHICLE.search(fold(reading.context.question or "")) is not None


def _is_declared(reading: Reading, cue: Cue | None, start: int, end: int) -> bool:
    """Tell whether the word or, in a short answer, the question says plate."""
    if cue is None:
        little_else = len(reading.folded) - (end - start) <= _LITTLE_ELSE
        return LABEL.code in reading.asked and little_else
    return LABEL.code in cue.kinds and _ANOTHER_PLATE.match(reading.folded, cue.end) is None
