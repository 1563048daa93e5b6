"""Pix random key: a version 4 UUID that the Central Bank gives to an account, and that leads money to it.

It names its owner to whoever starts a payment.  The same form is used for requests, sessions and devices, so the
nearest word decides: the key, a transfer or a refund, or a log.  Where nobody says anything, a version 4 UUID that is
the whole message counts.  A key that is a CPF, a phone or an e-mail is found by those detectors.

Source: Banco Central do Brasil, Manual Operacional do DICT (random key: RFC 4122, version 4); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("chave: 0d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b")]
[(7, 43, 'declared')]
>>> scan("erro 500, request id 0d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="PIX_KEY", handling=Handling.SEAL)

_JOINT = r"[\s\-]{0,2}"
_KEY = re.compile(
    rf"(?<![0-9a-z_\-])[0-9a-f]{{8}}{_JOINT}[0-9a-f]{{4}}{_JOINT}[0-9a-f]{{4}}{_JOINT}[0-9a-f]{{4}}{_JOINT}[0-9a-f]{{12}}(?![0-9a-z_\-])"
)
_VERSION_4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_OWNER = (
    r"(?:meu|minha|nosso|nossa|seu|sua|dele|dela|loja|empresa|firma|mei|lojinha|salao|igreja|clinica|escola"
    r"|vendedor\w?|titular"
    r"|dono|dona|don[oa]|mae|pai|marido|esposa|mulher|filh[oa]|irma|irmao|sogr[oa]|namorad[oa]|soci[oa]|patrao|patroa"
    r"|av[oa]|ti[oa]"
    r"|prim[oa]|amig[oa]|funcionari[oa]|pix|conta|banco|recebedor|favorecid[oa]|moca|rapaz|nubank|inter|itau|caixa|picpay)"
)
_OTHER = (
    r"(?:chave|codigo|cod|id|numero|token)\s(?:d[aeo]s?|unico)\s"
    rf"(?!{_OWNER}\b)[a-z]+(?:\s(?:d[aeo]\s)?pix)?|api\s?key|chave\sapi"
    r"|(?:request|req|trace|span|correlation|session|device|user|order|event|message|client|tenant|job|run)\b"
    r"|guid|uuid|hash|md5|sha|commit|build|deploy|log|logs|erro|error|exception|stack|endpoint|header|token|sessao|id"
    r"|protocolo|chamado|ticket|pedido|ped|nota|serial|licenca|dispositivo|aparelho|equipamento|produto|rastreio"
    r"|arquivo"
)
_MONEY = (
    r"pix|chaves?(?:\s(?:pix|aleatoria))?|aleatoria|evp|transf[a-z]*|deposit[a-z]*|devol[a-z]*|reembols[a-z]*"
    r"|estorn[a-z]*"
    r"|(?:mand|jog|pass|envi)[ae]r?\s(?:pr[ao]|para|ness[ae]|aqui|o pix|tudo|os|[0-9])|ness[ae]|faz\sn\w{1,4}"
    r"|pag(?:a|ar|o|amento|ue|uem)|picpay|nubank|conta|vaquinha|doa[a-z]{2,6}|ted"
)
_BEGUN = re.compile(r"(?<![0-9a-z_\-])[0-9a-f]{8}-[0-9a-f]{4}(?:-[0-9a-f]{4}){0,2}-?[\s.]{0,3}$")
_GONE_ON = re.compile(r"(?<![0-9a-z])-?((?:[0-9a-f]{4}-){0,2}[0-9a-f]{12})(?![0-9a-z\-])")
_WORD = re.compile(rf"\b(?:(?P<other>{_OTHER})|(?P<money>{_MONEY}))\b")
_BEFORE = 60
_AFTER = 30


@catalogue.add("pix.random_key", label=LABEL, gate=("-4", "chave", "pix", "aleatoria"))
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every random key."""
    yield from _parts(reading)
    for match in _KEY.finditer(reading.folded):
        rule = "" if reading.is_in_link(match.start()) else _rule(reading, match)
        if rule:
            yield Hit(*match.span(), Certainty.CONTEXT, rule)


def _parts(reading: Reading) -> Iterator[Hit]:
    """Yield the beginning of a key that ends a message, and its end in the message behind that."""
    begun = _BEGUN.search(reading.folded)
    if begun and _said(reading, begun) == "money":
        yield Hit(begun.start(), begun.start() + len(begun.group().rstrip(" -.\n")), Certainty.CONTEXT, "part")
    rest = _GONE_ON.search(reading.folded)
    before = fold((reading.context.previous or "")[-_BEFORE:])
    if rest and (reading.context.begun == LABEL.code or _BEGUN.search(before)):
        yield Hit(*rest.span(1), Certainty.CONTEXT, "part")


def _rule(reading: Reading, match: re.Match[str]) -> str:
    """Return why *match* is a key: what the words say, or that it stands alone; nothing when it is none."""
    said = _said(reading, match)
    if said == "money":
        return "declared"
    alone = len(reading.folded.strip()) == len(match.group())
    return "alone" if said is None and alone and _VERSION_4.fullmatch(match.group()) else ""


def _said(reading: Reading, match: re.Match[str]) -> str | None:
    """Return what the nearest word speaks of: before it, behind it, in the question, in the writer's last message."""
    start, end = match.span()
    folded, context = reading.folded, reading.context
    before = [each.lastgroup for each in _WORD.finditer(folded, max(0, start - _BEFORE), start)]
    after = [each.lastgroup for each in _WORD.finditer(folded, end, end + _AFTER)]
    talk = [each.lastgroup for text in (context.previous, context.question) for each in _words(text)]
    return (before[-1:] or after[:1] or talk[-1:] or [None])[0]


def _words(text: str | None) -> Iterator[re.Match[str]]:
    return _WORD.finditer(fold(text or ""))
