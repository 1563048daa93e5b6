"""E-mail address, also spoken ("fulano arroba hotmail ponto com") and with a space slipped in.

It names a person and is a door to their accounts.  A handle (@loja) and a domain alone are not addresses.

Source: RFC 5321 4.5.3.1 (lengths); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end) for f in scan("manda pra bia.lima@exemplo.com.br, ok?")]
[(10, 33)]
>>> scan("segue lá @lojadabia")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading

_LONGEST_LOCAL = 64
_LONGEST_DOMAIN = 190
_AT = re.compile(
    r"\s?(?:@|[(\[](?:at|arroba)[)\]])\s?|\s(?:arroba|aroba|arrouba|arrob)\s"
    r"|\sat\s(?=[a-z0-9\-]{2,40}(?:\.|\s(?:dot|ponto)\s))"
)
_SPOKEN_DOT = re.compile(r"\s(?:ponto|pt|dot)\s|\s?[(\[](?:dot|ponto)[)\]]\s?")
_PROVIDERS = r"(?:gmail|hotmail|outlook|yahoo|ymail|icloud|uol|bol|terra|live|msn|globo|ig|proton|protonmail)"
_DOT = r"(?:\.|\s(?:ponto|pt|dot)\s|\s?[(\[](?:dot|ponto)[)\]]\s?|,(?=com\b)|\s?\.\s?(?=(?:com|net|org)\b))"
_DOMAIN = re.compile(
    rf"[a-z0-9](?:[a-z0-9\-]{{0,62}})(?:{_DOT}[a-z0-9\-]{{1,63}}){{0,5}}{_DOT}[a-z]{{2,24}}(?:{_DOT}[a-z]{{2,3}}\b)?"
    rf"|{_PROVIDERS}\b",
)
_LOCAL = re.compile(r"[a-z0-9_](?:[a-z0-9._%+'\-]{0,63})$")
_SPOKEN_LOCAL = re.compile(
    r"(?:[a-z0-9_\-]{1,40}\s(?:ponto|underline|underscore|traco|hifen|anderline)\s){0,3}[a-z0-9][a-z0-9._\-]{0,40}$"
)
_NAME = re.compile(
    r"[\s:=\-]{1,4}(?:(?:eh|e|o|meu|dele|dela|seria|fica|anota|ai)\s){0,3}((?:[a-z0-9_\-]{1,20}\s){1,3})"
)
_WITHOUT_AT = re.compile(
    r"(?<![a-z0-9@._\-/])(?!www)[a-z][a-z0-9._\-]{1,40}?[a-z0-9_](?:[#&]|\s#\s?)?(?:gmail|hotmail|outlook|yahoo|icloud)[.,]com"
    r"(?:\.br)?(?![a-z0-9])"
)
_NOT_A_NAME = frozenset(
    {"tem", "com", "e", "o", "a", "no", "na", "do", "da", "que", "pelo", "insta", "instagram", "la", "ver", "perfil"}
)


def typed(value: str) -> str:
    """Return an address as one types it: in lower case, without spaces, also when it was spoken."""
    return "".join(_SPOKEN_DOT.sub(".", _AT.sub("@", value.casefold())).split())


LABEL = Label(code="EMAIL", handling=Handling.SEAL, essence=typed)


@catalogue.add(
    "contact.email",
    label=LABEL,
    gate=("@", "arrob", "aroba", "arrouba", "(at)", "[at]", " at ", "mail.com", "outlook.com", "yahoo.com"),
    words=(
        "email",
        "e mail",
        "mail",
        "emails",
        "correio eletronico",
        "endereco eletronico",
        "gmail",
        "hotmail",
        "correo",
    ),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every address."""
    folded = reading.folded
    for at in _AT.finditer(folded):
        domain = _DOMAIN.match(folded, at.end(), at.end() + _LONGEST_DOMAIN)
        start = _local_start(folded, at)
        if domain is not None and start is not None:
            if at.group() == "@":
                yield Hit(start, domain.end(), Certainty.CHECKED, "form")
            else:
                yield Hit(_name_start(reading, start), domain.end(), Certainty.CONTEXT, "spoken")
    for match in _WITHOUT_AT.finditer(folded):
        if not reading.is_in_link(match.start()):
            yield Hit(*match.span(), Certainty.SHAPE, "no_at")


def _name_start(reading: Reading, start: int) -> int:
    """Return where a spoken address begins: behind "email" and what ties it, up to three words earlier than *start*."""
    cue = reading.nearest(start, start)
    told = _NAME.fullmatch(reading.folded, cue.end, start) if cue and LABEL.code in cue.kinds else None
    return start if told is None or not _NOT_A_NAME.isdisjoint(told[1].split()) else told.start(1)


def _local_start(folded: str, at: re.Match[str]) -> int | None:
    """Return where the part before the "at" begins, or None when it is no mailbox name."""
    floor = max(0, at.start() - _LONGEST_LOCAL)
    spaced = at.group() != "@"
    local = (_SPOKEN_LOCAL if spaced else _LOCAL).search(folded, floor, at.start())
    if local is None or (spaced and local.group() in _NOT_A_NAME):
        return None
    return local.start()
