"""Password told without its word: what opens a door, a network or an account, and what was typed into it.

People say what a password does, not what it is: "o portão abre com 2580", "o wifi é X e a chave é Y", "entrei com X e
nada", "uso X em tudo, será que hackearam".  A thing that is locked and digits behind "abre com", a network or a login
and a word that mixes letters and digits, or a word used everywhere where an account was broken into, are enough.

Source: guidelines.md; NIST SP 800-63B 3.1.1 (why it must not be kept readable).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("o portão da chácara abre com 2580")]
[(29, 33, 'opens')]
>>> scan("o portão abre com 15 minutos de atraso"), scan("o wifi é de 300mega")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, secrecy
from desvelo.kernel.detection.detectors.secret_password import LABEL
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.reading import Reading

_LOCKED = (
    "portao", "portaria", "porta", "cadeado", "cofre", "fechadura", "alarme", "tranca", "garagem", "catraca", "celular",
    "tablet", "notebook", "computador", "mala", "apartamento", "apto", "predio", "condominio", "chacara", "airbnb",
    "cancela", "armario", "bicicletario", "deposito", "caixinha", "cofrinho", "lockbox",
)  # fmt: skip
_FILES = ("pdf", "zip", "arquivo", "holerite", "contracheque", "exame", "laudo", "extrato")
_LOCKED_WORD = re.compile(rf"\b(?:{'|'.join(_LOCKED)}|casa|tela|telefone)\b")
_ENTERED = (
    "wifi", "fi", "login", "loga", "logar", "logou", "loguei", "logando", "logado", "usuario", "user", "username",
    "entro", "entrar", "entra", "entrei", "entrou", "acessar", "acesso", "acessei", "acesse", "ssid", "rede",
    "tentei", "digitei", "testei", "usei", "coloquei", "botei", "digito", "coloco", "boto", "tento", "ponho",
)  # fmt: skip
_ENTERED_WORD = re.compile(
    r"\b(?:wi.?fi|log(?:in|a|ar|ou|uei|ando|ado)|usuario|user(?:name)?|entr(?:o|ar|a|ei|ou)"
    r"|acess(?:ar|o|ei|e)|ssid|rede)\b"
)
_EVERYWHERE = (
    "hackearam",
    "hackeado",
    "hackeada",
    "hackeou",
    "hackear",
    "invadiram",
    "invadido",
    "invadida",
    "invadiu",
    "clonaram",
    "clonado",
    "clonou",
    "vazou",
    "vazaram",
    "senhas",
    "uso",
    "usa",
    "usava",
)
_BROKEN_INTO = re.compile(r"\b(?:hacke\w{2,5}|invadi\w{1,4}|clon\w{2,4}|roubaram|vazou|vazaram|golpe|senhas?|login)\b")
_OPENS = re.compile(
    r"\b(?:abr[aeio]\w{0,3}|destra[nv]\w{1,5}|desbloque\w{1,4}|desativ\w{1,4}|deslig\w{1,4}|desarm\w{1,4}"
    r"|entr[ae]\w{0,2}"
    r"|libera\w{0,2}|(?:cofre|cadeado|alarme|fechadura|tranca)\s(?:eu\s|a gente\s)?(?:deixei|deixo|botei|coloquei"
    r"|pus|configurei|mudei|ta|esta))\b[^\n.?!0-9]{0,40}\b(?:com|digit\w{1,4}|usando|coloc\w{1,5}|apert\w{1,4}"
    r"|teclando|e so|botando|[,:]\s?(?:e|eh)|se pedir)"
    r"\s(?:o\s|os\s|a\s)?(?:numero\s|codigo\s|numeros\s)?"
)
_UNLOCKS = re.compile(
    r"\b(?:(?:padrao|codigo|cod|segredo|combinacao|desbloqueio|chave|digitos)\s(?:d[aeo]|pr[ao]|para|que)"
    r"|(?:cadeado|cofre|alarme|tranca|fechadura)(?=\s(?:e|eh|era|ficou|ta|esta)\s)|numeros?\s(?:que|pr[ao]"
    r"|para))\s[^\n.?!0-9]{0,40}(?:\b(?:e|eh|era|fica|ta|esta|ficou|sao)\s|[:=]\s?)"
)
_KEYS = re.compile(r"[0-9](?:[\s.\-]?[0-9]){2,7}[#*]?(?![0-9a-z#*%]|[.,/:][0-9])")
_FACTORY = re.compile(r"\b(?:de fabrica|padrao de|default|mestre)\b")
_COUNTED = re.compile(
    r"\s?(?:minut\w+|min|horas?|hrs?|h|dias?|pessoas|reais|real|mil|vezes|anos|mega|gb|kg|convidad\w+|lugares|metros"
    r"|m2?|%|por cento|unidades|moradores|carros|x|vagas)\b"
)
_GIVEN = re.compile(
    r"(?:\b(?:com|e|eh|chave|key|usando|uso|botei|coloquei|digitei)|[/|:=,])\s{0,2}(?:(?:o|a|as|essa|aqui|nova|key"
    r"|chave)\s){0,2}"
    r"(?:(?:e|eh)\s|[:=]\s?)?[\"'(*]{0,2}(?=[^\s]{0,30}(?:[0-9]|[!@#$%&*_]))([^\s\"',;()]{6,32})(?=[\s\"',;).!?]|$)"
)
_NO_PASSWORD = re.compile(
    r"\b(?:modelo|mega|megas|plano|repetidor|comprar|compro|preco|quanto|roteadores|marca|versao|ip|cpf|cnpj|e.?mail"
    r"|pedido|matricula|protocolo|codigo|cupom|placa|pix|apto|quarto|sala|boleto)\b"
)
_MIXED = re.compile(r"(?=.*[a-z])(?:.*[0-9]|.*[!#$%&*])")
_MODEL = re.compile(r"[A-Z]{1,4}-?[0-9]{1,5}[A-Z]{0,2}|[0-9].*(?:mb|gb|mega|ghz|mbps|cm|km|kg|ml|hs|h|g|x|anos)")
_CALLED = frozenset(["login", "usuario", "user", "username"])
"""The first word behind them is a name, not its password."""
_A_NAME = re.compile(
    r"\b(?!(?:e|eh|no|na|do|da|de|meu|minha|o|a|insta|instagram|app|site|netflix|face|facebook|conta|com|aqui|novo)\b)"
    r"[a-z0-9][a-z0-9._@\-]{1,40}[\s,;/|]"
)
_TRIED = re.compile(
    r"\b(?:tentei|digitei|testei|coloquei|botei|usei|inseri|(?:entrei|entro|loguei) com|digito|coloco"
    r"|boto|tento|ponho)\s(?:com\s|a\s|o\s)?([^\s,;:?]{5,32})"
    r"(?:(?:\se|\sou|\sdepois|,)\s(?:com\s)?([^\s,;:?]{5,32}))?"
)
_FAILED = re.compile(
    r"\b(?:errad[oa]s?|frac[oa]s?|curt[oa]s?|invalid[oa]s?|incorret[oa]s?|bloque\w{1,5}|recus\w{1,4}"
    r"|nenhum\w? (?:das duas |dos dois "
    r"|delas )?(?:vai|entr\w+|funcion\w+|deu|abr\w+|peg\w+|aceit\w+)|nao (?:vai|entr|aceit|log|abr)\w{0,4}"
    r"|reset\w{0,4})\b"
)
_WHICH = re.compile(r"\s(?:ou|qual|quais)\s[^\n]{1,60}\?\s?$")
"""Two networks are weighed in a question: these are names."""
_IN_ALL = re.compile(
    r"\b(?:us[oaie]\w{0,3}|coloc\w{1,3}|bot[oae]\w{0,2}|ponho|era|sempre|tenho)\s(?:sempre\s|a mesma,?\s|o mesmo,?\s"
    r"|essa\s|esse\s|a\s|o\s){0,3}([^\s,;:?]{5,32}),?\s(?:em|pr[ao]|para|nos|nas)\s(?:tudo|todos|todas|outr[oa]s)\b"
)
_THE_SAME = re.compile(
    r"\b(?:a|na)\smesma(?:\ssenha)?(?:\s(?:em|pr[ao]|para)\stud[oa])?\s?[,:]\s?(?:a\s)?([^\s,;?]{5,32})"
)
_EARLIEST, _NEAR = 60, 12
_FILE = re.compile(rf"\b(?:{'|'.join(_FILES)})\b")
_OPENS_A_FILE = re.compile(
    r"\b(?:abr[aeio]\w{0,3}|destrav\w{1,4}|desbloque\w{1,4}|descompact\w{1,4}|le[r]?|ver"
    r"|acess\w{1,4})\s[^\n.?!0-9]{0,40}"
    r"\b(?:e|eh|era|com|coloc\w{1,4}|digit\w{1,4}|usa\w?|bota\w?)\s(?:o\s|a\s|os\s)?([^\s,;:?]{4,24})"
)
_LEAST_DIGITS = 4
_PROGRAM = re.compile(r"(?:excel|adobe|acrobat|word|office|winrar|win|android|chrome|http)")
_COUPON = re.compile(r"[A-Z]+[0-9]+")


@catalogue.add(
    "secret.access",
    label=LABEL,
    vocabulary=(*_LOCKED, *_FILES, *_ENTERED, *_EVERYWHERE),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield what opens a locked thing, enters a network or an account, or is used everywhere."""
    folded = reading.folded
    if _FILE.search(folded):
        yield from _file(reading)
    if reading.groups and _LOCKED_WORD.search(folded):
        yield from _opening(reading)
    entered = _ENTERED_WORD.search(folded)
    tried = _TRIED.search(folded)
    if (entered or tried) and not _NO_PASSWORD.search(folded):
        if tried and _FAILED.search(folded):
            yield from _tried(reading)
        if entered and _WHICH.search(folded) is None:
            yield from _entering(reading, entered)
    if " tud" in folded or " outr" in folded or " tod" in folded or " mesma" in folded:
        yield from _used_everywhere(reading, surely=_BROKEN_INTO.search(folded) is not None)


def _opening(reading: Reading) -> Iterator[Hit]:
    """Yield the digits that a locked thing opens with."""
    for form in (_OPENS, _UNLOCKS):
        for said in form.finditer(reading.folded):
            keys = _KEYS.match(reading.folded, said.end())
            if keys and not reading.says(_FACTORY) and not _COUNTED.match(reading.folded, keys.end()):
                yield Hit(*keys.span(), Certainty.CONTEXT, "opens")


def _file(reading: Reading) -> Iterator[Hit]:
    """Yield the mixed word that opens a file: "pra abrir o pdf é 0412prado"."""
    for said in _OPENS_A_FILE.finditer(reading.folded):
        written = reading.text[said.start(1) : said.end(1)].rstrip(".!?")
        digits = written.isdigit() and len(written) >= _LEAST_DIGITS and not written.startswith("20")
        if _COUNTED.match(reading.folded, said.end(1)) or _PROGRAM.match(written.lower()):
            continue
        if digits or _is_mixed(written):
            yield Hit(said.start(1), said.start(1) + len(written), Certainty.SHAPE, "opens_file")


def _tried(reading: Reading) -> Iterator[Hit]:
    """Yield the mixed words that somebody typed in vain."""
    for form in _TRIED.finditer(reading.folded):
        for group in (1, 2):
            written = reading.text[form.start(group) : form.end(group)] if form[group] else ""
            if written and _is_mixed(written) and not _COUPON.fullmatch(written):
                yield Hit(*form.span(group), Certainty.CONTEXT, "tried")


def _entering(reading: Reading, entered: re.Match[str]) -> Iterator[Hit]:
    """Yield the last mixed word that is given behind a network, a user, or "entrei com"."""
    start = entered.end()
    given = list(_GIVEN.finditer(reading.folded, start, min(len(reading.folded), start + _EARLIEST)))
    for value in given[-1:]:
        written = reading.text[value.start(1) : value.end(1)].rstrip(".!?")
        own_name = entered.group() in _CALLED and not _A_NAME.search(reading.folded, start, value.start(1))
        named_behind = " senha " in reading.folded[value.end() : value.end() + _NEAR]
        if not own_name and not named_behind and _is_mixed(written):
            yield Hit(value.start(1), value.start(1) + len(written), Certainty.SHAPE, "enters")


def _is_mixed(written: str) -> bool:
    """Tell whether a word has letters and digits or signs in it, and is no model, size, address or ticket."""
    folded = written.lower()
    return (
        secrecy.looks_secret(written)
        and _MIXED.match(folded) is not None
        and _MODEL.fullmatch(written) is None
        and not secrecy.looks_like_ticket(written)
        and "://" not in folded
    )


def _used_everywhere(reading: Reading, *, surely: bool) -> Iterator[Hit]:
    """Yield the word that is used for everything, a plain one only where an account was broken into."""
    for form in (_IN_ALL, _THE_SAME):
        for used in form.finditer(reading.folded):
            written = reading.text[used.start(1) : used.end(1)]
            if _is_mixed(written) or (surely and secrecy.may_be_secret(written)):
                yield Hit(*used.span(1), Certainty.SHAPE, "everywhere")
