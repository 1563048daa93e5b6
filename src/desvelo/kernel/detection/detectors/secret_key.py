"""Secret of a program: API key, access token, private key, connection string with its password.

Whoever has it acts as its owner, at once and from anywhere, so it is discarded on arrival like a password.  The mark
that an issuer puts before its keys is enough by itself; a token without one needs its word and the look of chance.
Hashes, commits and the ids of requests look the same and open nothing: the word before them says so.

Source: RFC 7468 (PEM), RFC 3986 3.2.1 (user and password in an address), RFC 6750 (bearer tokens); marks of issuers in
``issued_keys``; guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("a chave é sk_live_4eC39HqLyjWDarjtT1zdp7dc")]
[(10, 42, 'prefix')]
>>> scan("commit 9fceb02d0ae598e95dc970b74767f19372d6ae82 do token")
()
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from desvelo.kernel.detection import catalogue, issued_keys
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="SECRET", handling=Handling.DISCARD, essence=str.strip)

_PEM = re.compile(r"-----begin [a-z0-9 ]{0,30}private key(?: block)?-----")
_PEM_END = re.compile(r"-----end [a-z0-9 ]{0,30}private key(?: block)?-----")
_ADDRESS = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9+.\-]{1,20}://[^\s:/@]{0,60}:[^\s@/]{3,100}@[^\s\"'<>]{3,300}")
_ODBC = re.compile(
    r"\b(?:server|data source|host|accountname|endpoint)=[^\n]{3,200}?(?:password|pwd|accountkey|sharedaccesskey)="
    r"[^\s;\"']{3,200};?"
)
_WORD = re.compile(
    r"(?<![a-z0-9])(?:(?:api|app|secret|private|access|account|master|encryption)[\s_\-]?keys?|(?:client"
    r"|app)[\s_\-]?secret|secrets?|segredo|tokens?|(?:chave )?privada|jwt|webhook|auth(?:[\s_]?token)?"
    r"|chaves?(?=\s(?:do autenticador"
    r"|merchant|d[aeo] [a-z]{3,14}\s(?:e|eh|ta|era|\()))|bearer|basic|authorization|credencia(?:l|is)"
    r"|chaves?[\s_](?:d[aeo]s?[\s_])?(?:api|app|acesso|integracao|webhook|secreta|privada|producao|gateway|servidor)"
    r"|(?<=_)(?:password|passwd|pass|pwd|key|senha))(?![a-z0-9])"
)
_FILLER = re.compile(
    r"(?:[\s:=\"'`>(]|->|\b(?:e|eh|era|foi|do|da|de|no|na|o|a|novo|nova|novos|antig[oa]|esse|essa|este|esta|aqui"
    r"|segue|ta"
    r"|atual|que|meu|minha|seu|sua|dele|dela|producao|prod|homologacao|sandbox|teste|api|gateway|sistema|bot|webhook"
    r"|meta|app|aplicativo|site"
    r"|whatsapp|acesso|access|bearer|basic|token|secret|key|pra|para|com|valor|cliente|empresa|loja|integracao|servidor"
    r"|[a-z0-9]{2,12}(?=\s?:\s))\b){0,14}"
)
_VALUE = re.compile(r"[a-z0-9][a-z0-9_\-+/=.~]{11,400}")
_AHEAD = re.compile(r"(?<![a-z0-9_\-/.@=])[a-z0-9][a-z0-9_\-+/=~]{11,400}(?![@a-z0-9])")
_AS_FAR = 110
_ASSIGNED = re.compile(r"[^\s\"'`,;&]{6,200}")
_QUERY = re.compile(
    r"[?&](?:api[_\-]?key|key|(?:access[_\-]?)?token|auth|(?:client[_\-]?)?secret|password|senha|sig|signature)"
    r"=([^\s&#\"']{8,300})"
)
_RESET = re.compile(
    r"(?:redefin|reset|recuper|login|auth|acesso|senha|confirm|convite|verif|ativ|magic"
    r"|invite)[^\s?]{0,60}\?(?:[a-z]{1,12}=[^\s&]{0,40}&)?"
    r"(?:t|tk|code|k|u|h|hash|c|otp|ticket)=([^\s&#\"']{10,300})"
)
_HASHES = re.compile(
    r"\b(?:hash|commit|md5|sha|sha1|sha256|checksum|etag|digest|request|req|trace|span|session|log|rastreio|serial|imei"
    r"|nsu|protocolo|uuid|guid|transacao|e2e|endtoend|pedido|build|deploy|chave de acesso|nf.?c?e)\b[^\n.?!]{0,20}$"
)
_MARKED = re.compile(
    r"(?<![a-z0-9_\-./@])[a-z]{2,10}[_\-](?=[a-z_\-]{0,30}[0-9])[a-z0-9_\-]{12,200}(?![a-z0-9@]|\.[a-z0-9])"
)
_KEYS_MARK = re.compile(
    r"(?:tok|tk|token|sk|pk|rk|key|apikey|api|secret|sec|pat|auth|bearer|access|live|prod|bot|hook|webhook|priv"
    r"|client)[_\-]"
)
"""A mark that says by itself what stands behind it."""
_CHANGES = re.compile(r"[a-z](?=[0-9])|[0-9](?=[a-z])")
_MANY = 3
_SIGNS = re.compile(r"[_\-]")
_LEAST_PART = 10
_SPOKEN_OF = re.compile(
    r"\b(?:tokens?|chaves?|secrets?|segredos?|keys?|api|credencia(?:l|is)|senhas?|string de conexao|connection string"
    r"|webhook|bearer|vazou"
    r"|vazaram|vazamento|apaga\w{0,2}|revoga\w{0,2}|exp(?:us|osto|osta)|env|producao|integracao|acesso|conexao"
    r"|autenticacao)\b"
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REACH = 60
_LEAST_ENTROPY = 2.8
_LEAST_ALONE = 16
_LEAST_MIXED = 12


@catalogue.add(
    "secret.key",
    label=LABEL,
    gate=(
        "_", "sk-", "xox", "xapp-", "glpat", "akia", "asia", "aiza", "ya29", "eyj", "eaa", "sg.", "test-", "key",
        "pypi-", "-----", "://", "token", "secret", "auth", "segredo", "bearer", "basic", "credencia", "chave",
        "password=", "pwd=", "r8", "dp.", ":aa", "conexao", "connection", "vazou", "integracao", "producao",
    ),
    words=(
        "api key", "apikey", "secret key", "client secret", "access token", "chave da api", "chave de api",
        "chave secreta", "chave privada",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every secret, the longest forms first."""
    folded = reading.folded
    yield from _pem(folded)
    if "=" in folded or "://" in folded:
        yield from _connections(folded)
    for match in issued_keys.FORM.finditer(folded):
        if issued_keys.is_issued(reading.text[match.start() : match.end()]):
            yield Hit(match.start(), _trimmed(folded, *match.span()), Certainty.CHECKED, "prefix")
    yield from _worded(reading)
    yield from _marked(reading)
    if reading.word_count == 1 and (reading.question or reading.context.previous):
        yield from _sent_alone(reading)


def _trimmed(folded: str, start: int, end: int) -> int:
    """Return *end* without the full stop or dash of a sentence."""
    return start + len(folded[start:end].rstrip(".-"))


def _pem(folded: str) -> Iterator[Hit]:
    """Yield private keys in PEM, to their last line or, where it is missing, to the end of the message."""
    place = 0
    while begin := _PEM.search(folded, place):
        end = _PEM_END.search(folded, begin.end())
        place = end.end() if end else len(folded)
        yield Hit(begin.start(), begin.start() + len(folded[begin.start() : place].rstrip()), Certainty.CHECKED, "pem")


def _connections(folded: str) -> Iterator[Hit]:
    """Yield addresses and connection strings that carry a password, and the secret parameters of a link."""
    for form in (_ADDRESS, _ODBC):
        for match in form.finditer(folded):
            yield Hit(match.start(), match.start() + len(match.group().rstrip(".,;)")), Certainty.CHECKED, "connection")
    for match in chain(_QUERY.finditer(folded), _RESET.finditer(folded)):
        yield Hit(*match.span(1), Certainty.CHECKED, "parameter")


def _worded(reading: Reading) -> Iterator[Hit]:
    """Yield tokens that their word announces and that look like chance."""
    folded = reading.folded
    for word in _WORD.finditer(folded):
        filler = _FILLER.match(folded, word.end(), word.end() + _REACH)
        start = filler.end() if filler else word.end()
        named = "_" in folded[max(0, word.start() - 1) : word.end()]
        assigned = named and folded[word.end() : start].strip() in {"=", ":", "='", '="'}
        value = (_ASSIGNED if assigned else _VALUE).match(folded, start)
        if value is None or _HASHES.search(folded, max(0, word.start() - _REACH), start):
            yield from _further(reading, word)
            continue
        end = _trimmed(folded, *value.span())
        if word.group().startswith("chave") and _UUID.fullmatch(folded, start, end):
            continue
        if assigned or _looks_random(reading.text[start:end]):
            yield Hit(start, end, Certainty.CHECKED, "worded")
        else:
            yield from _further(reading, word)


def _further(reading: Reading, word: re.Match[str]) -> Iterator[Hit]:
    """Yield the first token of chance behind *word*, whatever words stand between."""
    for value in _AHEAD.finditer(reading.folded, word.end(), word.end() + _AS_FAR):
        end = _trimmed(reading.folded, *value.span())
        written = reading.text[value.start() : end]
        if _UUID.fullmatch(written.lower()) and word.group().startswith("chave"):
            continue
        if not _looks_random(written) or len(set(written)) < _LEAST_MIXED // 2 or reading.is_in_link(value.start()):
            continue
        if not _HASHES.search(reading.folded, max(0, word.start() - _REACH), value.start()):
            yield Hit(value.start(), end, Certainty.CONTEXT, "worded")
        return


def _sent_alone(reading: Reading) -> Iterator[Hit]:
    """Yield the token that is all of a message, where the words before it announce or ask for one."""
    told = reading.question + "\n" + fold(reading.context.previous or "")
    value = _VALUE.fullmatch(reading.folded.strip())
    if value and _WORD.search(told) and not _HASHES.search(told) and _looks_random(reading.text.strip()):
        start = reading.folded.find(value.group())
        yield Hit(start, start + len(value.group()), Certainty.CONTEXT, "asked")


def _marked(reading: Reading) -> Iterator[Hit]:
    """Yield tokens with a mark of their own (``tok_``, ``prod-``) where the message speaks of secrets, however far."""
    if "_" not in reading.folded and "-" not in reading.folded:
        return
    spoken_of = reading.says(_SPOKEN_OF)
    for match in _MARKED.finditer(reading.folded):
        if not (spoken_of or (_KEYS_MARK.match(match.group()) and len(_CHANGES.findall(match.group())) >= _MANY)):
            continue
        written = reading.text[match.start() : match.end()]
        harmless = _HASHES.search(reading.folded, max(0, match.start() - _REACH), match.start())
        if (
            not harmless
            and _looks_random(written)
            and (_has_random_part(written) or (spoken_of and _KEYS_MARK.match(match.group())))
            and not reading.is_in_link(match.start())
        ):
            yield Hit(match.start(), _trimmed(reading.folded, *match.span()), Certainty.CONTEXT, "marked")


def _has_random_part(written: str) -> bool:
    """Tell whether a part between the signs mixes letters and digits, as no name of a file or a customer does."""
    parts = _SIGNS.split(written)
    return any(len(part) >= _LEAST_PART and not part.isalpha() and not part.isdigit() for part in parts)


def _looks_random(written: str) -> bool:
    """Tell whether *written* could hardly be a word, a number or a name: long, and of many kinds of characters."""
    if _UUID.fullmatch(written.lower()):
        return True
    long = len(written) >= _LEAST_ALONE or (len(written) >= _LEAST_MIXED and issued_keys.is_mixed(written))
    has_both = any(map(str.isdigit, written)) and any(map(str.isalpha, written))
    return long and has_both and "://" not in written and entropy(written) >= _LEAST_ENTROPY


def entropy(written: str) -> float:
    """Return Shannon's entropy of the characters of *written*, in bits a character."""
    return -sum(count / len(written) * math.log2(count / len(written)) for count in Counter(written).values())
