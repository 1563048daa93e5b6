"""Words and codes that open a wallet or an account when all else is lost: seed phrase, backup codes.

Nobody asks for them but a swindler, and what they open is gone for good; they are discarded on arrival.  A seed phrase
is 12 to 24 words, numbered or not, after its name or in answer to the question for it: without either, a shopping list
reads the same.  Backup codes are a stretch of codes of one form after their name, one datum for the whole list.

Source: BIP 39 (12, 15, 18, 21 or 24 words of 3 to 8 letters); NIST SP 800-63B 3.1.2 (look-up secrets); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("códigos de backup: 4821-9937, 1180-2264")]
[(19, 39, 'backup_codes')]
>>> scan("fiz o backup do celular 4821"), scan("a frase de recuperação pede 12 palavras")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.detectors.secret_key import LABEL
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.reading import Reading

_SEED_WORD = re.compile(
    r"\b(?:seeds?(?: phrase)?|mnemonic[ao]?s?|pass\s?phrase|semente"
    r"|frase (?:de |da |do )?(?:recuperacao|semente|secreta|backup|seguranca|carteira|wallet|metamask|ledger|trezor"
    r"|trust|exodus|phantom|binance)"
    r"|(?:minha|tua|sua) frase(?= )|palavrinhas"
    r"|(?:12|24|doze|vinte e quatro) p[alvr]{5,8}s|p[alvr]{5,8}s (?:de recuperacao|secretas|da carteira|da wallet"
    r"|chave)"
    r"|(?:recovery|secret|backup) phrase)\b(?P<of>\s(?:d[aeo]\s)?(?:minha\s|meu\s)?(?:cart[a-z]{2,6}|wallet|conta"
    r"|metamask|ledger|trezor"
    r"|trust(?:\swallet)?|exodus|phantom|binance|cripto|bitcoin|btc|coinbase)(?:\s(?:cripto|digital"
    r"|bitcoin))?)?(?:\s(?:e|eh|sao)\b)?"
)
_ONE_WORD = r"(?:[0-9]{1,2}\s?[.):\-]\s?)?[a-z]{3,8}"
_SEED = re.compile(rf"(?<![a-z0-9])(?:{_ONE_WORD}(?:[\s,;]{{1,3}}|$)){{11,23}}(?:{_ONE_WORD}\b)?")
_TALK = """
que com nao pra para uma por mas minha meu seu sua isso esta essa esse dos das voce tem muito quando como ele ela foi
sao mais ainda aqui onde quem qual pode vou quero perdi anotei carteira senha frase seed palavras favor
"""
_PLAIN_WORDS = frozenset(_TALK.split())
_BACKUP_WORD = re.compile(
    r"\b(?:(?:codigos?|cods?|chaves?)\s(?:d[aeo]\s)?(?:backup|recuperacao|emergencia)|(?:codigos"
    r"|cods)\s(?:d[aeo]\s)?reserva"
    r"|(?:backup|recovery) codes?)\b"
)
_BACKUP = re.compile(
    r"(?:[0-9]{1,2}[.)]\s)?(?:[0-9]{4}[ \-]?[0-9]{4}"
    r"|(?=[a-z0-9\-]{0,10}[0-9])[a-z0-9]{4,5}-[a-z0-9]{4,5}(?:-[a-z0-9]{4,5}){0,3}"
    r"|(?=[a-z]{0,9}[0-9])[a-z0-9]{8,10})(?![a-z0-9])"
)
_BETWEEN_CODES = re.compile(r"[\s,;/|\-]{1,4}(?:e\s)?")
_MOST_CODES = 20
_REACH = 60
_SEED_LENGTHS = frozenset({12, 15, 18, 21, 24})
_WITH_A_WORD_BEFORE, _TALK_BETWEEN = range(13, 15), 3
"""One or two words of talk ran into the twelve: "no bloco de notas pitanga ..."."""


@catalogue.add(
    "secret.recovery",
    label=LABEL,
    gate=(
        "seed", "frase", "palav", "avras", "mnemonic", "phrase", "backup", "reserva", "recupera", "recovery",
        "emergencia",
        "semente",
    ),
    words=(
        "seed phrase", "frase de recuperacao", "frase secreta", "codigo de backup", "codigos de backup",
        "codigos de reserva", "codigos de recuperacao", "codigo de emergencia", "codigos de emergencia", "backup codes",
        "recovery codes", "recovery code", "backup code",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every seed phrase and every list of backup codes."""
    yield from _seeds(reading)
    yield from _backups(reading)


def _seeds(reading: Reading) -> Iterator[Hit]:
    """Yield 12 to 24 words after their name, or in answer to the question for them."""
    folded, context = reading.folded, reading.context
    places = [match.end() for match in _SEED_WORD.finditer(folded)]
    if not places and not any(_SEED_WORD.search(fold(text or "")) for text in (context.question, context.previous)):
        return
    for found in _SEED.finditer(folded, places[0] if places else 0):
        words = list(re.finditer(r"[a-z]{3,8}", found.group()))
        strange = [word for word in words if word.group() not in _PLAIN_WORDS]
        if len(strange) != len(words):
            continue
        if len(words) in _SEED_LENGTHS:
            yield Hit(found.start(), found.start() + words[-1].end(), Certainty.CHECKED, "seed")
        elif len(words) in _WITH_A_WORD_BEFORE and places and found.start() - places[0] > _TALK_BETWEEN:
            first = words[len(words) - min(_SEED_LENGTHS)]
            yield Hit(found.start() + first.start(), found.start() + words[-1].end(), Certainty.CONTEXT, "seed")


def _backups(reading: Reading) -> Iterator[Hit]:
    """Yield the codes that stand after "códigos de backup", one stretch for a list of them."""
    folded = reading.folded
    for word in _BACKUP_WORD.finditer(folded):
        first = _BACKUP.search(folded, word.end(), word.end() + _REACH)
        if first is None:
            continue
        end = first.end()
        for _ in range(_MOST_CODES):
            gap = _BETWEEN_CODES.match(folded, end)
            another = _BACKUP.match(folded, gap.end()) if gap else None
            if another is None:
                break
            end = another.end()
        yield Hit(first.start(), end, Certainty.CHECKED, "backup_codes")
