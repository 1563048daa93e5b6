"""One-time code: what arrived by SMS, e-mail or app to confirm something, the code asked by a courier included.

Whoever has it takes the account over (the WhatsApp clone swindle), so it is discarded on arrival.  "Codigo" is said of
products and coupons too: a word that narrows it ("codigo do pedido") wins; six digits right after the word are
believed; four, five, seven or eight need a word of arrival or proof, "é" or a colon, or the desk's question.

Source: guidelines.md; NIST SP 800-63B 3.1.3 (out-of-band codes).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("o código é 123456")]
[(11, 17, 'said')]
>>> scan("código do produto 123456")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.detectors import br_phone, card_number
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Window

LABEL = Label(code="OTP_CODE", handling=Handling.DISCARD)

_LENGTHS = (4, 8)
_USUAL = 6
_GROUPS = frozenset(
    {(4,), (5,), (6,), (7,), (8,), (3, 3), (2, 2, 2), (4, 4), (2, 2), (3, 4), (1,) * 4, (1,) * 5, (1,) * 6}
)
_ROW, _PART = 4, 3
_REACH = 45
_FEW_WORDS = 14
_CLAUSE = 70
_RIGHT_BEHIND = 6
_ANSWER = 3
_COUNTED = re.compile(
    r"\s?(?:reais|real|mil\b|conto|unidades|caracteres|pontos|milhas|km|kg|dias|pessoas"
    r"|seguidores|parcelas)"
)
_ARRIVAL = re.compile(
    r"\b(?:cheg(?:ou|aram|a)|veio|vieram|receb\w+|mandaram|mandou|enviaram|enviou|apareceu|sms|verificacao|verificar"
    r"|confirmacao"
    r"|ativacao|autentica\w+|validacao|recuperacao|acesso|seguranca|2fa|otp|token|itoken|entrega|entregador|motoboy"
    r"|ifood"
    r"|netflix|google|gov|insta\w{0,6}|facebook|telegram|steam|nubank|uber"
    r"|(?:nao|nunca) (?:compartilhe|informe|passe|repasse)|expir\w+|retirar|retirada|coleta|digitos"
    r"|whatsapp|zap|clon\w+|hacke\w+|invadi\w+)\b"
)
_CONNECTED = re.compile(
    r"[^:=]{0,25}(?:[:=]|->|\b(?:eh|seria|foi|deu|era|ta|diz|mostra|aparece|sao|cert[oa] e|aqui e|dele e"
    r"|dela e)\b)\s*[\"'*(]{0,2}"
)
_NARROWED = re.compile(
    r"\s+d[aeo]s?\s+(?!(?:sms|what\w*|zap|wpp|app|aplicativo|banco|e.?mail|google|face\w*|insta\w*|ifood|uber|99"
    r"|entreg\w*"
    r"|motoboy|cartao|verif\w*|confirma\w*|seguranca|acesso|ativa\w*|autent\w*|valid\w*|recupera\w*|login|itau|nu\w*"
    r"|bradesco"
    r"|santander|caixa|inter|gov\w*|mercado|pic\s?pay|shopee|tiktok|telegram|netflix|apple|icloud|microsoft|steam"
    r"|meta|conta|celular|token"
    r"|voces?|vcs?|minha|meu|ele|ela|novo|ai|la)\b)[a-z]"
    r"|\s+(?:promocional|promo|pix|interno|postal|fipe|ncm|ean|sku|civil|penal|morse|cupom|cadastral|produto|cliente"
    r"|barras|internacional|postal|tributari[oa]|ibge|siafi|swift|ddd|ddi)\b"
)
_OF_GOODS = re.compile(
    r",?\s(?:d[aeo]|e d[aeo]|e o d[aeo])\s(?:produto|peca|item|pedido|modelo|tinta|cor|livro|catalogo|sofa|vestido"
    r"|blusa"
    r"|camisa|tenis|kit|prato|curso|turma|anuncio|imovel|loja|cliente|lote|cupom)\b"
)
_GOODS_OF = re.compile(
    r"\b(?:(?:pecas?|caixas?|unidades?|pares?|itens|item|produtos?|modelos?|kits?)\s(?:d[aeo]|com|n[ao])?\s?(?:o\s)?"
    r"|(?:fipe|ncm|ean|sku|ibge|cnae|catalogo|referencia|ref)\s)$"
)
"""What is sold, counted or listed by a code, right behind or before it."""
_ASKED_ELSE = re.compile(rf"\b(?:codigo|cod|code)(?:{_NARROWED.pattern})")
_SAID = re.compile(r"\sé\s*[:\"'*]{0,2}\s*$", re.IGNORECASE)
_FOREIGN = re.compile(r"[/,+]|(?<![0-9]{3})\.|\.(?![0-9]{3})")
_TOLD_TO_USE = re.compile(r"\b(?:use|utilize|digite|insira)\s(?:o\s)?$")
_NOT_COME = re.compile(
    r"\s(?:d[aeo]\s[a-z]{2,12}\s)?(?:ainda\s)?(?:nao|n|nunca)\s(?:ta\s|esta\s)?(?:cheg|veio|vem\b|receb)"
)
_TYPED = re.compile(
    r"\b(?:digit(?:ei|o|amos|ando)|coloquei|coloco|colocando|botei|bota|pus|ponho|inseri|insiro|informei|usei|tentei"
    r"|tento|testei|mandei"
    r"|cheg(?:ou|aram)|receb(?:i|emos)|veio|apareceu|mandaram|enviaram)\s(?:o\s|os\s|esse\s|um\s|aqui\s|pra mim\s"
    r"|no app\s){0,2}$"
)
_WHAT_FOR = re.compile(
    r"(?=[,;]|\s(?:e|mas|aqui|agora|hoje|pr[ao]|para|por|como|ai|la|so|certinho|de novo|varias|na tela|e?sse e"
    r"|no (?:app|site|aplicativo|sistema|celular|zap|whats\w{0,3}|e.?mail))\b)[^\n.?!0-9]{0,45}"
    r"(?:\b(?:codigo|cod|code|token)(?!\s(?:nao|n|nunca)\s(?:veio|cheg|receb))|\sp(?:ra|ara)\s(?:confirm|verific|ativ"
    r"|autentic|valid)ar)(?![a-z])"
)
_LEAST = re.compile(r"\sp(?:ra|ara)\s(?:confirm|verific|ativ|autentic|valid)ar|\bcod\b")
"""What speaks of a code without its name: see ``_WHAT_FOR``."""
_CHANNELS = frozenset({"EMAIL", "PHONE"})
_GOOGLE = re.compile(r"(?<![a-z0-9])g\s?-\s?$")
_MIXED = re.compile(r"(?<![a-z0-9])(?=[a-z]*[0-9][a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{5,8}(?![a-z0-9\-])")


@catalogue.add(
    "secret.otp",
    label=LABEL,
    gate=(catalogue.DIGITS, "codigo", "code", "token", "otp"),
    least=_LEAST,
    words=(
        "otp", "2fa", "autenticador", "authenticator", "sms", "token", "itoken", "i token",
        "codigo de seguranca", "cod de seguranca",
        "numero de confirmacao", "numero de verificacao", "numero de validacao",
        "codigo de verificacao", "codigo de confirmacao", "codigo de acesso", "codigo de entrega",
        "codigo de ativacao", "codigo de autenticacao", "codigo de recuperacao", "codigo de validacao",
        "verification code", "pin de entrega", "pin da entrega", "pin da corrida", "codigo da entrega",
        "codigo de retirada",
        "codigo da retirada", "codigo da corrida", "codigo de coleta", "senha da entrega", "senha de entrega",
        "senha de retirada", "codigo de desbloqueio", "codigo temporario", "codigo unico", "codigo sms",
        "senha dinamica", "senha do token", "codigo de liberacao", "steam guard", "codigo da steam",
        "pin da viagem", "codigo de autorizacao", "codigo autenticador", "security token", "login code",
        "confirmation code", "one time code", "codigo de login", "codigo verificacao",
        "cod de verificacao", "cod verificacao", "codigo confirmacao", "cod de confirmacao", "codigo de verificao",
    ),
    loose=("codigo", "codigos", "cod", "code", "codiguinho", "cdg", "numerinho", "palavra chave"),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every one-time code."""
    if not (reading.is_named(LABEL.code) or " pra " in reading.folded or " para " in reading.folded):
        return
    for window in reading.windows(*_LENGTHS):
        if window.groups not in _GROUPS or _FOREIGN.search(reading.folded, window.start, window.end):
            continue
        if not _is_part(reading, window):
            yield from _judge(reading, window)
    yield from _mixed(reading)


def _is_part(reading: Reading, window: Window) -> bool:
    """Tell whether it belongs to a telephone, or to a row of groups of one length, like the credit of a meter."""
    if reading.once(br_phone.places).covers(window.start):
        return True
    if window.groups[0] < _PART:
        return False
    around = window.chain[max(0, window.first - _ROW) : window.last + _ROW]
    lengths = [group.end - group.start for group in around]
    return len(lengths) >= _ROW and lengths[0] >= _PART and len(set(lengths)) == 1


def _judge(reading: Reading, window: Window) -> Iterator[Hit]:
    before = max(0, window.start - 4)
    google = (
        _GOOGLE.search(reading.folded, before, window.start) if "g" in reading.folded[before : window.start] else None
    )
    start = google.start() if google else window.start
    if (window.led and not google) or window.trailed or _COUNTED.match(reading.folded, window.end):
        return
    cue = reading.nearest(start, window.end)
    if _is_told_to_use(reading, window):
        yield Hit(start, window.end, Certainty.CONTEXT, "use_it")
    elif _is_told_to_have_failed(reading, window, start):
        yield Hit(start, window.end, Certainty.CONTEXT, "typed")
    elif cue is None:
        if (
            LABEL.code in reading.asked
            and reading.word_count <= _FEW_WORDS
            and not _ASKED_ELSE.search(reading.question)
        ):
            yield Hit(start, window.end, Certainty.CONTEXT, "asked")
    elif LABEL.code in cue.kinds and _is_believed(reading, cue, window, start):
        yield Hit(start, window.end, Certainty.CONTEXT, "said")
    elif _CHANNELS & cue.kinds and reading.is_named_before(LABEL.code, start) and _arrived(reading, cue, window):
        yield Hit(start, window.end, Certainty.CONTEXT, "sent")


def _is_told_to_use(reading: Reading, window: Window) -> bool:
    """Tell whether the sentence is the one banks and shops send: "use 123456 para confirmar"."""
    if len(window.digits) != _USUAL or LABEL.code not in reading.talked_of:
        return False
    return _TOLD_TO_USE.search(reading.folded, max(0, window.start - _CLAUSE), window.start) is not None


def _is_told_to_have_failed(reading: Reading, window: Window, start: int) -> bool:
    """Tell whether it was typed, or came, and a code is spoken of behind it: "digitei 5131 e o código expirou"."""
    if not _TYPED.search(reading.folded, max(0, start - _CLAUSE), start):
        return False
    behind = _WHAT_FOR.match(reading.folded, window.end, window.end + _CLAUSE)
    return behind is not None and _NARROWED.match(reading.folded, behind.end()) is None


def _is_believed(reading: Reading, cue: Cue, window: Window, start: int) -> bool:
    """Tell whether the words around *window* say that it was sent to confirm something."""
    unsent = _NOT_COME.match(reading.folded, cue.end) and not _SAID.search(reading.text[cue.end : start])
    if unsent or (cue.loose and is_of_goods(reading, cue, window)):
        return False
    narrowed = cue.loose and _NARROWED.match(reading.folded, cue.end, start) is not None
    beside = not cue.loose and 0 <= start - cue.end <= _RIGHT_BEHIND
    if beside or LABEL.code in reading.asked or (not narrowed and _arrived(reading, cue, window)):
        return True
    if cue.start > start or narrowed:
        return cue.start > start and len(window.digits) == _USUAL
    between = reading.text[cue.end : start]
    if between.isspace() and reading.once(card_number.found):
        return True
    if len(window.digits) == _USUAL and start - cue.end <= _REACH:
        return True
    return _SAID.search(between) is not None or _CONNECTED.fullmatch(reading.folded, cue.end, start) is not None


def is_of_goods(reading: Reading, cue: Cue, window: Window) -> bool:
    """Tell whether what is sold, counted or listed by a code stands right behind the number or before its word."""
    before = max(0, cue.start - _REACH)
    return bool(
        _OF_GOODS.match(reading.folded, window.end) or _GOODS_OF.search(reading.folded, before, max(before, cue.start))
    )


def _arrived(reading: Reading, cue: Cue, window: Window) -> bool:
    """Tell whether a word of arrival or proof stands in the cue, or between it and just behind the number."""
    floor = max(0, min(cue.start, window.start) - _REACH)
    roof = max(window.end, cue.end) + _REACH
    return any(
        "\n" not in reading.folded[match.end() : window.start]
        for match in _ARRIVAL.finditer(reading.folded, floor, min(roof, floor + 2 * _CLAUSE))
    )


def _mixed(reading: Reading) -> Iterator[Hit]:
    """Yield codes of letters and digits, which only a word of proof or the question can tell from a coupon."""
    if not reading.asked and not any(LABEL.code in cue.kinds and not cue.loose for cue in reading.cues):
        return
    for match in _MIXED.finditer(reading.folded):
        cue = reading.nearest(*match.span())
        named = cue is not None and LABEL.code in cue.kinds and not cue.loose and cue.end <= match.start()
        asked = cue is None and LABEL.code in reading.asked and reading.word_count <= _ANSWER
        if asked or (named and reading.text[match.start() : match.end()].isupper()):
            yield Hit(*match.span(), Certainty.CONTEXT, "mixed")
