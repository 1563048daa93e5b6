"""One-time code told without its word: "chegou 482911 aqui", "o que o google mandou foi 90412".

Who was sent a code says that it came, by which way, and to whom it was passed on, and seldom what it is.  Six digits
right behind a word of arrival are believed; four to eight need the way they came by (SMS, e-mail, the app) as well.

Source: guidelines.md; NIST SP 800-63B 3.1.3 (out-of-band codes).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("o google mandou 90412 no email")]
[(16, 21, 'arrived')]
>>> scan("chegou 2 caixas do pedido 482911"), scan("recebi 150000 reais")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.detectors.secret_otp import LABEL
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Window

_LENGTHS = (4, 8)
_USUAL = 6
_SURE = frozenset({(6,), (3, 3), (1,) * 6})
_GROUPS = _SURE | {(4,), (5,), (8,), (2, 2, 2), (4, 4), (1,) * 4, (1,) * 5}
_CAME = (
    r"cheg(?:ou|aram|ar|a)|vei?o|vieram|receb(?:i|eu|emos)|mand(?:ou|aram)|envi(?:ou|aram)|aparec(?:eu|e|endo)|caiu"
    r"|diz|mostra(?:ndo)?|apita|piscou|pulou|entrou|gerou|me deu"
)
_WAY = (
    r"sms|e.?mail|emial|mensagens?|msg|torpedo|google|whats\w{0,3}|wpp|zap|aplicativo|app|banco|nubank|itau|bradesco"
    r"|santander|caixa|gov|insta\w{0,4}|face\w{0,4}|uber|ifood|telegram|apple|microsoft|mercado|pic\s?pay|shopee"
    r"|notificacao|tela|celular|cel|telefone|chaveirinho|email|link|torpedinho"
)
_BEFORE = re.compile(
    rf"\b(?:{_CAME})(?:\s|:\s?|,\s)(?:(?:um|uma|outr[oa]|novo|nova|mais|esta|essa|codigo|meu codigo|seu codigo|o|os"
    rf"|e|eh|foi|era|so|esse|este|isso|aqui|agora|pra mim|no|na|pelo|por|com|meu|numero"
    rf"|numeros|sequencia|{_WAY})\s){{0,5}}[:\"'(]?\s?$"
)
_CAME_BY = re.compile(
    rf"\b(?:{_CAME})\b[^\n?!0-9]{{0,20}}\b(?:{_WAY})\b[^\n?!0-9]{{0,20}}$"
    rf"|\b(?:{_WAY})\b[^\n?!0-9]{{0,20}}\b(?:{_CAME})\b[^\n?!0-9]{{0,20}}$"
)
_BEHIND = re.compile(
    r"[\"')]?,?\s(?:foi\s)?(?:chegou|veio|apareceu|caiu|recebi)(?=\s?$|[,.!]|\s(?:agora|aqui|no|pelo|por|hoje"
    r"|de novo|pra mim)\b)|"
    rf"[\"')]?,?\s(?:(?:e|eh|foi|era|aqui|o|os|esse|esses|isso|isto|numero|numeros|so|ai|ta"
    rf"|esta)\s){{0,4}}(?:(?:o\s)?(?:que|q)\s)"
    rf"(?:eu\s|me\s|o\s|a\s|ta\s|no\s|na\s|pelo\s|por\s|meu\s|minha\s|(?:{_WAY})\s){{0,4}}(?:{_CAME})\b"
    rf"|\s(?:no|na|pelo|pela|por|via|do|da)\s(?:o\s|a\s|meu\s|minha\s)?(?:{_WAY})\b"
)
_HANDED = re.compile(
    r"\b(?:passei|dei|informei|falei|repassei|entreguei|passou|deu|informou|mandei)\s"
    r"(?:o\s|os\s|pra ele\s|esse\s|um\s|(?:pr[ao]|ao|para o)\s(?:motoboy|entregador\w?|motoqueir\w|moc[oa]|rapaz"
    r"|motorista|cara|menino|golpista)(?:\sda (?:entrega|moto))?,?\s){0,2}$"
)
_TO_WHOM = re.compile(
    r"\b(?:golp\w+|estelion\w+|bandid\w+|entregador\w?|motoboy|motoqueir\w|moco da entrega|rapaz da (?:entrega|moto)"
    r"|atendente falso|clon\w+|hacke\w+|invad\w+)\b"
)
_IGNORED = re.compile(
    r"\b(?:ignor|esque[cç]|desconsider|descart)\w{1,3}\s(?:o|os|esse|aquele)\s(?:primeir|outr|antig|anterior|de antes)"
)
_CAME_AT_ALL = re.compile(rf"\b(?:{_CAME})\b")
"""A newer one came and the older no longer counts: so do only codes."""
_USE_IT = re.compile(r"\b(?:use|utilize|digite|insira|enter)\s(?:o\s)?$")
_TO_ENTER = re.compile(
    r"\s(?:pr[ao]|para|to|como)\s(?:o\s)?(?:entrar|acess\w+|confirm\w+|verific\w+|ativ\w+|valid\w+|conclu\w+|autoriz\w+"
    r"|autentic\w+|log\w+|cadastr\w+|registr\w+|verify|sign)\b"
)
_COUNTED = re.compile(
    r"\s?(?:reais|real|mil|conto|unidades|caracteres|pecas|caixas|pacotes|itens|pontos|milhas|km|kg|g|ml|dias"
    r"|pessoas|kwh|litros"
    r"|curtidas|seguidores|notas|boletos|de\s(?:multa|conta|luz|agua|bonus|desconto|cashback))\b"
)
_ISSUER = re.compile(r"(?<![a-z0-9])[a-z]{1,2}-$")
_TYPED = re.compile(
    r"\b(?:digit(?:ei|o|amos)|coloquei|botei|inseri|pus|tentei|usei|informei)\s(?:o\s|os\s|aqui\s){0,2}$"
)
_FAILED = re.compile(
    r",?\s[^\n.?!0-9]{0,30}\b(?:venc(?:eu|id[oa])|nao bate|recusad[oa]|expir\w+|invalid[oa]|incorret[oa]|errad[oa]"
    r"|nao (?:aceita|vai|foi|funciona|entra"
    r"|confirma)\w{0,2})\b"
)
_MONEY_BEHIND = re.compile(r"\s(?:de|do|da|pra pagar|pro frete|como)\b")
_CHANNELS = frozenset({"OTP_CODE", "PHONE", "EMAIL", "BANK_ACCOUNT"})
_FOREIGN = re.compile(r"[/,.+]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ROUND = "00"
"""An amount, rather."""
_SHOWN = re.compile(
    r"\b(?:inform\w{1,3}|dig[ao]|diz|diga|pass[ea]\w{0,2}|fal[ea]\w{0,2}|mostr[ea]\w{0,2}|apresent[ea]\w{0,2}"
    r"|entregu[ea]"
    r"|d[ae]r?|ditei|dite|ped\w{2,4}|quer|precisa)\b[^\n.?!0-9]{0,50}\b(?:codigo|codiguinho|numero|numeros"
    r"|numerinho|digitos"
    r"|sequencia|token|palavra|senha)[:\s]\s?(?:e\s|eh\s|era\s|de\s|com\s|sao\s|que e\s){0,2}$"
)
_CARRIED = re.compile(
    r"\b(?:motoboy|motoqueir\w|entregador\w?|entregadora|entrega|motorista|ifood|rappi|uber|99|retirada|portaria"
    r"|recebimento"
    r"|rapaz|moco|menino|coleta|loggi|encomenda|pacote|pedido saiu|hora de receber|ao receber)\b"
)
_NUMBERS_ARE = re.compile(
    r"\b(?:quatro|cinco|seis|4|5|6|os|uns)\s(?:numer\w{1,7}|digit\w{1,5}|algarismos)\b[^\n.?!0-9]{0,30}"
    r"(?:[:,]\s?|\b(?:sao|e|eh|foi|foram|era|eram)\s)(?:sao\s|e\s|esses\s)?$"
)
_THEY_ASKED = re.compile(
    r"\b(?:ped(?:iu|iram|indo|e)|app|aplicativo|sms|banco|autentica\w+|confirm\w+|entr\w{1,4}|login|verifica\w+"
    r"|celular|tela|email"
    r"|motoboy|entregador|moco|rapaz|zap|whats\w{0,3})\b"
)
_ASKED_FOR = re.compile(
    r"\b(?:numeros?|digitos|sequencia|o que|mensagem|sms|notificacao|token|codigo)\b[^.?!]{0,40}\b(?:aparec\w+"
    r"|cheg\w+|receb\w+"
    r"|envi\w+|mand\w+|mostr\w+|gerou|gerado)\b|\b(?:leia|dite|fale|diga|digite)\b[^.?!]{0,20}\b(?:numeros|digitos)\b"
)
_OTHER_MATTER = re.compile(
    r"\b(?:pedido|cpf|rg|cartao|cep|telefone|conta|agencia|boleto|nota|produto|protocolo|matricula|contador"
    r"|medidor|relogio|cnh"
    r"|rastreio|barras|contrato|documento|cadastro|placa|tras|verso|final|finais|senha|pin)\b"
)
_SECOND = re.compile(
    r"[0-9],?\s(?:(?:e|ou|depois|agora|o|esse|um|outro|segundo|novo|foi|veio|chegou|era|eh|mais)\s){1,5}$"
)
_WEAK = re.compile(
    r"\b(?:codigo|codiguinho|sms|token|verifica\w+|autentica\w+|clon\w{2,4}|golp\w+|hack\w+|invad\w+|whats\w{0,3}"
    r"|zap|wpp|2fa|otp"
    r"|torpedo|notificacao|login|duas etapas|seis (?:digitos|numeros)|6 (?:digitos|numeros))\b"
)
_NOT_WEAK = re.compile(
    r"\b(?:pedido|protocolo|codigo d[aeo]s?\s(?!sms|what|zap|app|verif|confirm|seg|acesso)|produto|cupom|boleto"
    r"|nota|rastrei\w+|reais|seguidores|cep)\b"
)
_FEW_WORDS, _PAIR = 8, 2
_FAR = 60


@catalogue.add(
    "secret.arrived",
    label=LABEL,
    vocabulary=(
        "chegou", "chegaram", "veio", "vieram", "recebi", "recebeu", "recebemos", "mandou", "mandaram", "enviou",
        "enviaram", "apareceu", "aparece", "caiu", "passei", "dei", "informei", "falei", "repassei", "entreguei",
        "use", "utilize", "digitei", "coloquei", "inseri", "digite", "insira", "enter", "mandei", "passou", "deu",
        "informe", "informar", "diga", "passe", "fale", "mostre", "apresente", "aparecendo", "mostra",
        "mostrando", "diz",
        "pediu", "pediram", "tentei", "testei", "apareceram", "chegar", "segundo", "outro", "pedindo", "numeros",
        "digitos", "sequencia", "caiu", "pulou", "gerou",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every code that came, or was handed on, without being called one."""
    for window in reading.windows(*_LENGTHS) if reading.digits_in_a_row >= _LENGTHS[0] else ():
        alone = window.groups in _GROUPS and not (window.led or window.trailed) and window.whole
        if alone and not _is_something_else(reading, window) and _is_a_code(reading, window):
            yield Hit(window.start, window.end, Certainty.CONTEXT, "arrived")


def _is_something_else(reading: Reading, window: Window) -> bool:
    """Tell whether it is counted, a year, a date, or called something else."""
    folded, start, end = reading.folded, window.start, window.end
    if (
        window.digits.endswith(_ROUND)
        or _FOREIGN.search(folded, start, end)
        or _COUNTED.match(folded, end)
        or _YEAR.fullmatch(folded, start, end)
    ):
        return True
    cue = reading.nearest(start, end)
    return cue is not None and (not cue.kinds or not cue.kinds <= _CHANNELS)


def _is_a_code(reading: Reading, window: Window) -> bool:
    """Tell whether the words right around *window* say that it arrived, was handed on, or is to be used."""
    folded, start, end = reading.folded, window.start, window.end
    issuer = _ISSUER.search(folded, max(0, start - 3), start)
    place = issuer.start() if issuer else start
    before = max(0, place - _FAR)
    sure = window.groups in _SURE
    came = _BEFORE.search(folded, before, place) is not None
    googles = issuer is not None and sure and issuer.group() == "g-"
    if googles or _is_replaced(reading, window) or (came and sure) or _CAME_BY.search(folded, before, place):
        return True
    if (came or sure or issuer is not None) and _BEHIND.match(folded, end):
        return True
    if (
        (sure and _is_spoken_of(reading, window))
        or _is_shown(reading, before, place)
        or _is_asked_for(reading)
        or _is_second(reading, window, before)
    ):
        return True
    if sure and _TYPED.search(folded, before, place) and _FAILED.match(folded, end):
        return True
    if _HANDED.search(folded, before, place):
        return reading.says(_TO_WHOM) and not _MONEY_BEHIND.match(folded, end)
    return sure and _USE_IT.search(folded, before, place) is not None and _TO_ENTER.match(folded, end) is not None


def _is_replaced(reading: Reading, window: Window) -> bool:
    """Tell whether one of two numbers is to be ignored because another came."""
    if len(reading.groups) < _PAIR or not reading.says(_IGNORED) or not reading.says(_CAME_AT_ALL):
        return False
    return not reading.says(_NOT_WEAK) and reading.nearest(window.start, window.end) is None


def _is_spoken_of(reading: Reading, window: Window) -> bool:
    """Tell whether six digits that nothing names stand in a message about codes, and about nothing else numbered."""
    spoken_of = reading.says(_WEAK) and not reading.says(_NOT_WEAK)
    return spoken_of and reading.nearest(window.start, window.end) is None


def _is_asked_for(reading: Reading) -> bool:
    """Tell whether a short message answers the question for what came, or for the digits on a screen."""
    if not reading.question or reading.word_count > _FEW_WORDS:
        return False
    return _ASKED_FOR.search(reading.question) is not None and _OTHER_MATTER.search(reading.question) is None


def _is_second(reading: Reading, window: Window, before: int) -> bool:
    """Tell whether another number of the same length, called a code, stands right before: "e o segundo 1139"."""
    if not reading.is_named(LABEL.code) or not _SECOND.search(reading.folded, before, window.start):
        return False
    others = reading.groups_between(before, window.start)
    return bool(others) and others[-1].end - others[-1].start == window.groups[0]


def _is_shown(reading: Reading, before: int, place: int) -> bool:
    """Tell whether it is the number to show to a courier, or the digits that an app or somebody asked for."""
    if _SHOWN.search(reading.folded, before, place):
        return reading.says(_CARRIED)
    return _NUMBERS_ARE.search(reading.folded, before, place) is not None and reading.says(_THEY_ASKED)
