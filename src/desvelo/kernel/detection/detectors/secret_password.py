"""Password, PIN or Wi-Fi key, told in words: "a senha é X", "senha: X", "deixa X como senha".

A password opens what it was made for, so it is discarded on arrival.  A password has no form of its own: the rules
walk from the keyword to the word that stands in the value's place.  Talk about passwords ("esqueci a senha") and queue
tickets ("senha A087") are let through.

Source: guidelines.md; NIST SP 800-63B 3.1.1 (why it must not be kept readable).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.label) for f in scan("a senha do wifi é Azul2024")]
[(18, 26, 'PASSWORD')]
>>> scan("esqueci a senha do app"), scan("sua senha A087, guichê 3")
((), ())
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from desvelo.kernel.detection import catalogue, secrecy
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="PASSWORD", handling=Handling.DISCARD)

_TOKEN = re.compile(r"\S+")
_KEYWORD = re.compile(
    r"\b(?:senhas?|snh|snha|sehna|senah|senhq|s3nha|cenha|senja|shena|sennha|senhaa|password|passwd|pwd|psw|pswd"
    r"|p(?:ass|w)(?=\s?[:=])|passcode|palavra.(?:passe|de seguranca|secreta)|frase de seguranca"
    r"|contrasena|frase de acesso|(?P<pin>pin|puk)|(?P<keypad>(?:codigo|cod|combinacao)\s(?:d[aeo]\s)"
    r"(?:alarme|portao|porta|portaria|cofre|cadeado|fechadura|condominio|predio|garagem|apartamento|airbnb))"
    r"|(?P<bare>pass))\b"
)
_SIGN = re.compile(r"\s?(?=[\"'])|\s{0,2}(?:[:=>]+|-+>|=>|\s-\s)\s{0,3}")
_THAT = re.compile(
    r"\s(?:que|q)\s(?:eu\s|vcs?\s|voces?\s|ele\s|ela\s|me\s){0,2}(?:coloquei|coloco|uso|usei|usava|criei|pus|escolhi"
    r"|tenho|tinha|anotei|deram|passaram|mandaram|deu|passou|mandou|veio|chegou|recebi|apareceu|enviaram|recebeu|fiz"
    r"|botei|salvei|cadastrei|deixei)\b"
)
_FAR = 90
_STEPS = 9
_SAID = frozenset({"é", "É", "eh", "Eh", "EH", "era", "seria", "será", "sera", "ficou", "foi"})
_POINTING = frozenset(["essa", "esta", "isso", "assim", "aqui", "so", "agora"])
_STOPS = frozenset(
    {"nao", "mas", "porque", "pq", "que", "quando", "se", "esqueci", "errei", "errada", "incorreta", "invalida"}
    | {"bloqueada", "desde", "ontem", "hoje", "em", "as", "dia", "ha", "qual"}
)
_QUEUE = re.compile(
    r"\b(?:fila|guiche|painel|balcao|cham(?:ad[ao]|ou|ar|aram)|vez|preferencial|aguard\w+|ticket|consultorio)\b"
)
_OWNED = re.compile(
    r"\b(?:wi.?fi|internet|rede|login|app|aplicativo|site|conta|portal|cofre|banco|cartao|celular|roteador)\b"
)
_ACCOUNT = re.compile(r"\b(?:user|usuario|login|wi.?fi|admin|rede|acesso|conta|root)\b")
_UNIT = re.compile(r"\s(?:digitos?|numeros?|caracteres|letras?|vezes|tentativas?|dias|minutos|horas)\b")
_DELIVERED = re.compile(
    r"\s(?:d[aeo]|pr[ao]|para)\s(?:a\s|o\s)?(?:entrega|retirada|corrida|coleta|motoboy|entregador|ifood|uber|99)\b"
)
_FACTORY = re.compile(r"\b(?:fabrica|padrao|default)\b")
_DIGITS = re.compile(r"[0-9](?:[\s.\-/]?[0-9]){0,11}(?![\w])")
_FIRST = re.compile(r"[0-9]{4,8}(?= [0-9]{1,2}$)")
_LOGIN = re.compile(
    r"(?:@[a-z0-9.\-]+|\b(?:login|usuario|user|rede|ssid|wi.?fi)\s?[:=]?\s?[a-z0-9._\-]+),?\s+(?:e\s)?(?:a\s)?$"
)
_QUOTED = re.compile(r"([^\"'\n]{4,60})[\"']")
_PIN_LENGTHS = range(4, 13)
_FOLLOWED = re.compile(
    r"\s*(?:$|[.,;:!?)\n\"'\x7f]|(?:e|mas|pra|para|ok|ta|viu|com|so|login|usuario|tudo|obg|obrigad[ao]|blz|beleza"
    r"|certo|valeu|vlw|ne)\b)"
)
_BEFORE = re.compile(
    r"(\S{3,40})\s+(?:(?:essa|esta|isso|esse)\s)?(?:(como)|de|e|eh|era|ficou|vai ser|na|<-+)\s+"
    r"(?:a\s|minha\s|sua\s|nova\s|essa\s){0,2}$",
)
_SET = re.compile(
    r"\b(?:deix|us[aeo]|colo[cq]|poe|bot[ae]|cadastr|defin|escolh|quer|pus|pon|salv|registr|anot)\w*\s+(?:a\s|o\s"
    r"|assim\s|palavra\s){0,2}$"
)
_USED = re.compile(r"\b(?:tent|entr|log|acess|test)\w*\s(?:entrar\s|logar\s|acessar\s)?(?:com\s|c/\s?)$")
_REFUSED = re.compile(
    r"(?:\b(?:tanto|nem)\s(\S{4,40})\s(?:quanto|como|nem)\s)?(\S{4,40})\s(?:dao|deram|da|deu|ta dando|diz|dizem"
    r"|aparece|fala)\s(?:que\s)?(?:a\s)?$"
)
_TRIED = re.compile(
    r"\b(?:tentei|testei|coloquei|digitei|botei|usei|pus|inseri)\s(?:com\s|a\s)?(?:(\S{4,40})\s(?:e|ou"
    r"|depois)\s)?(\S{4,40})\s(?:e\s|mas\s)?(?:da\s|deu\s|diz\s|fala\s|aparece\s|ta\s)?(?:que\s)?(?:a\s)?$"
)
_OTHER_ONE = re.compile(
    r"\b(?:antiga|velha|anterior|atual|nova|outra)(?:\ssenha)?(?:\s(?:era|e|eh|ficou|vai ser|agora e))?(?:\s?[:=]\s?"
    r"|\s)(?=\S)"
    r"|\b(?:agora|hoje|depois|cert[ao]|corret[ao])\s(?:a nova\s)?(?:e|eh|ficou|botei|coloquei|pus|virou"
    r"|troquei (?:por|pra|para))\s(?=\S)"
)
_PLAIN_E = re.compile(
    r"(?:(?:oi+|ola|opa|bom dia|boa tarde|boa noite|entao|e|olha|pronto|blz)[,.!]?\s){0,3}(?:a\s|minha\s|nossa\s)senha"
    r"(?:\sd[aeo]\s[a-z\-]{2,12}){0,2}\s(?P<e>e)\s(?P<value>[^\s,.;!?\"'*]{4,40})[\s.!]{0,3}(?:$|[^\x00-\x7e]|(?:ok"
    r"|ta|viu|obg|obrigad[ao]|valeu|blz|certo)\b)"
)
"""Where accents are left out: "a senha e tucano" says what it is, unless the word is another thing one may lose."""
_LOST_AS_WELL_LIST = """
documento documentos cadastro telefone nome codigo numero dados matricula comprovante contrato foto token chave link
endereco perfil pedido boleto fatura extrato biometria usuarios acessos aplicativos cartoes logins emails contas
confirmacao
"""
_LOST_AS_WELL = frozenset(_LOST_AS_WELL_LIST.split())
_BEHIND = 80
_OPENING, _CLOSING = "\"'([{<*«“‘`", ".,;:?)]}>\"'»”’`"
_FEW_WORDS, _LONG_ANSWER = 4, 12
_WANTS_VALUE = re.compile(
    r"\b(?:qual|quais|escolh\w+|cri[ae]|defin\w+|cadastr\w+|inform\w+|digit\w+|pass[ae]|mand[ae]|envi[ae]"
    r"|di[zg]a?)\b[^.?!]{0,40}\b(?:senha|pin)"
)


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    last: str
    """The character that ended it, punctuation included."""


@catalogue.add(
    "secret.password",
    label=LABEL,
    gate=(
        "senha", "snh", "cenha", "senja", "shena", "palavra", "frase de s", "sehna", "senah", "s3nha", "pass",
        "pwd", "psw", "pw:", "pw=", "contrasena", "frase de acesso", "pin", "puk", "codigo d", "cod d", "combinacao",
    ),
    words=(
        "senha", "senhas", "snh", "snha", "sehna", "senah", "cenha", "senja", "shena", "palavra de seguranca",
        "palavra secreta", "password", "passwd", "pwd", "psw", "passcode", "palavra passe", "clave",
        "contrasena", "pin", "puk", "codigo do alarme", "codigo do portao", "codigo da porta", "combinacao do cadeado",
        "codigo da portaria", "codigo do cofre", "codigo do cadeado", "codigo da fechadura", "codigo do condominio",
        "codigo do predio", "codigo da garagem", "codigo do apartamento", "codigo do airbnb", "combinacao do cofre",
    ),
    loose=("palavra chave",),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every password that the message tells."""
    keyword = None
    for keyword in _KEYWORD.finditer(reading.folded):
        value = _told_after(reading, keyword) or _told_before(reading, keyword)
        if value is not None and not _is_harmless(reading, keyword, *value):
            yield Hit(*value, Certainty.CONTEXT, "said")
        yield from _refused(reading, keyword)
    if keyword is not None:
        yield from _told_beside(reading)
    if LABEL.code in reading.asked and reading.word_count <= _LONG_ANSWER:
        yield from _answered(reading)


def _words(reading: Reading, start: int, end: int) -> Iterator[_Word]:
    """Yield the words of a stretch without the quotes and the punctuation around them."""
    for match in _TOKEN.finditer(reading.folded, start, min(end, len(reading.folded))):
        left, right = match.span()
        if right == end and reading.folded[right : right + 1].strip():
            return
        while left < right and reading.text[left] in _OPENING:
            left += 1
        while right > left and reading.text[right - 1] in _CLOSING:
            right -= 1
        if reading.text[left - 1 : left] == "*" and reading.text[left:right].endswith("*"):
            right -= 1
        yield _Word(left, right, reading.text[left:right], reading.folded[match.end() - 1])


def _told_after(reading: Reading, keyword: re.Match[str]) -> tuple[int, int] | None:
    """Walk from the keyword to the word in the value's place: behind a sign, behind "é", or plainly a secret."""
    sign = _SIGN.match(reading.folded, keyword.end())
    signed = sign is not None
    expected = signed or _LOGIN.search(reading.folded, max(0, keyword.start() - _BEHIND), keyword.start()) is not None
    start = sign.end() if sign else _told_how(reading.folded, keyword.end())
    for word in islice(_words(reading, start, start + _FAR), _STEPS):
        folded = fold(word.text)
        span = _value_at(reading, word, expected=expected, signed=signed)
        if span is not None:
            return span
        if (folded in _STOPS and not _THAT.match(reading.folded, word.start - 1)) or word.last in ".?!;":
            return None
        signed = word.last in ":="
        expected = signed or word.text in _SAID or (expected and folded in _POINTING)
    return None


def _told_how(folded: str, start: int) -> int:
    """Return where "senha que eu coloquei" ends: what follows such words is the value as if they were not there."""
    told = _THAT.match(folded, start)
    return told.end() if told else start


def _value_at(reading: Reading, word: _Word, *, expected: bool, signed: bool) -> tuple[int, int] | None:
    """Return the span of the value that begins with *word*, or None when *word* is not one."""
    quoted = _QUOTED.match(reading.folded, word.start)
    if quoted and reading.folded[word.start - 1 : word.start] in {'"', "'"} and (expected or " " not in quoted.group()):
        return quoted.span(1)
    number = _DIGITS.match(reading.folded, word.start)
    if number and number.end() >= word.end and sum(map(str.isdigit, number.group())) in _PIN_LENGTHS:
        first = _FIRST.match(number.group())
        if _UNIT.match(reading.folded, number.end()):
            return (number.start(), number.start() + first.end()) if first else None
        return None if _is_amount(word.text) else number.span()
    if secrecy.looks_secret(word.text):
        return word.start, word.end
    if word.last == "?" and not signed:
        return None
    settled = signed or _FOLLOWED.match(reading.folded, word.end) is not None
    return (word.start, word.end) if expected and settled and secrecy.may_be_secret(word.text) else None


def _is_amount(text: str) -> bool:
    return "," in text or "/" in text or "$" in text


def _told_before(reading: Reading, keyword: re.Match[str]) -> tuple[int, int] | None:
    """Return the value of "deixa X como senha", "X é a minha senha"."""
    floor = max(0, keyword.start() - _BEHIND)
    told = _BEFORE.search(reading.folded, floor, keyword.start())
    if told is None or (" e " in reading.text[told.start() : told.end()] and " é " in reading.text):
        return None
    word = next(_words(reading, *told.span(1)), None)
    if word is None:
        return None
    chosen = told.group(2) is not None and _SET.search(reading.folded, floor, word.start) is not None
    chosen = chosen or _USED.search(reading.folded, floor, word.start) is not None
    if secrecy.looks_secret(word.text) or (chosen and secrecy.may_be_secret(word.text)):
        return word.start, word.end
    return None


def _refused(reading: Reading, keyword: re.Match[str]) -> Iterator[Hit]:
    """Yield what was typed in vain: "X dá senha inválida", "tanto X quanto Y dão senha inválida"."""
    floor = max(0, keyword.start() - _BEHIND - _FAR)
    for form in (_REFUSED, _TRIED):
        tried = form.search(reading.folded, floor, keyword.start())
        words = (
            (next(_words(reading, span[0], span[1]), None) for span in tried.regs[1:] if span[0] >= 0) if tried else ()
        )
        for word in words:
            if word and secrecy.looks_secret(word.text):
                yield Hit(word.start, word.end, Certainty.CONTEXT, "refused")


def _told_beside(reading: Reading) -> Iterator[Hit]:
    """Yield the other of two passwords, the old or the new, and the one behind an "é" without its accent."""
    for other in _OTHER_ONE.finditer(reading.folded):
        word = next(_words(reading, other.end(), other.end() + _FAR), None)
        if (
            word
            and secrecy.looks_secret(word.text)
            and not word.text.isdigit()
            and not secrecy.looks_like_ticket(word.text)
        ):
            yield Hit(word.start, word.end, Certainty.CONTEXT, "other")
    plain = _PLAIN_E.match(reading.folded)
    unaccented = plain is not None and reading.text[plain.start("e")] in "eE"
    if plain and unaccented and plain["value"] not in _LOST_AS_WELL and secrecy.may_be_secret(plain["value"]):
        yield Hit(*plain.span("value"), Certainty.CONTEXT, "said")


def _is_harmless(reading: Reading, keyword: re.Match[str], start: int, end: int) -> bool:
    """Tell whether the value is a queue ticket, a factory setting, or no PIN at all."""
    value, between = reading.text[start:end], reading.folded[keyword.end() : start]
    digits = all(char in "0123456789 -./#*" for char in reading.folded[start:end])
    if (keyword.group("pin") or keyword.group("keypad")) and not digits:
        return True
    if digits and _DELIVERED.match(reading.folded, keyword.end()):
        return True
    if keyword.group("bare") and not reading.says(_ACCOUNT):
        return True
    if _FACTORY.search(between):
        return True
    if _OWNED.search(between):
        return False
    queued = reading.says(_QUEUE)
    return secrecy.looks_like_ticket(value) or (queued and digits and len(value) <= _PIN_LENGTHS.start)


def _answered(reading: Reading) -> Iterator[Hit]:
    """Yield the one word that answers the question for a password."""
    question = fold(reading.context.question or "")
    if _QUEUE.search(question) or reading.says(_KEYWORD):
        return
    wanted = _WANTS_VALUE.search(question) is not None and reading.word_count == 1
    for word in _words(reading, 0, len(reading.folded)):
        short = reading.word_count <= _FEW_WORDS or not word.text.isdigit()
        if (short and secrecy.looks_secret(word.text)) or (wanted and secrecy.may_be_secret(word.text)):
            yield Hit(word.start, word.end, Certainty.CONTEXT, "asked")
            return
