"""Password of several words: "a senha é mel de abelha, tudo junto", "a frase que uso de senha é gato come peixe".

Words that follow each other are how people talk as well, so three things must hold: a word for it before them, no word
of talk among them but "de", "da", "e" and their like, and either how they are written ("tudo junto"), a word for a
phrase, or a verb that put them in.

Source: guidelines.md; NIST SP 800-63B 3.1.1 (passphrases are passwords).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("a senha é mel de abelha, tudo junto")]
[(10, 23, 'phrase')]
>>> scan("a senha é do meu marido"), scan("a senha é muito fraca, tudo junto")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, secrecy
from desvelo.kernel.detection.detectors.secret_password import LABEL
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.reading import Reading

_WORDS = r"([a-z]{2,14}(?:\s[a-z]{1,14}){1,5}(?:\s?[0-9]{1,6})?)"
_FEW_WORDS = r"([a-z]{2,14}(?:\s[a-z]{1,14}){1,4}?(?:\s?[0-9]{1,6})?)"
_MANNER = (
    r"[\"')]?(?:,|\s\(|\s-)?\s(?:e\s)?(?:tudo|td|todo|bem)?\s?(?:junt[oa]s?|separad[oa]s?|colad[oa]s?|grudad[oa]s?"
    r"|minuscul[oa]s?|maiuscul[oa]s?|emendad[oa]s?|com espacos?|sem espacos?|sem acentos?)\b"
)
_ENDS = r"[\"')]?(?=\s?(?:$|[.,;!\n]))"
_IS = r"[^\n.?!0-9:]{0,40}?(?:\s(?:e|eh|era|ficou|virou|sera)\s|\s?:\s?)[\"'(]?"
_WITH_MANNER = re.compile(rf"\bsenha\b{_IS}{_WORDS}?{_MANNER}")
_A_PHRASE = re.compile(rf"\bfrase\b[^\n.?!:]{{0,20}}\b(?:senha|acesso|seguranca)\b{_IS}{_WORDS}{_ENDS}")
_AND_THEN = r"[\"')]?(?=\s?(?:$|[.,;!\n])|\s(?:e|mas|so que)\s(?:nao|n|da|deu|diz|fala|agora|continua|recusa)\b)"
_PUT = re.compile(
    r"\b(?:cadastrei|criei|coloquei|botei|pus|deixei|entro|entrei|tentei|fiz|loguei)\s(?:com\s)?(?:a\s|uma\s|essa\s)?senha"
    rf"\s(?:nova\s|como\s|sendo\s)?{_FEW_WORDS}{_AND_THEN}"
)
_JOINTS = frozenset({"de", "da", "do", "das", "dos", "e", "com", "como", "na", "no", "em", "a", "o", "meu", "minha"})
_FEWEST, _SHORT = 2, 4
_TALK = re.compile(
    r"[a-z]+(?:ei|ou|aram|ando|endo|indo|mente)|nao|que|q|pra|para|por|favor|mas|email|cpf|numero|numeros|data"
    r"|nascimento|nome|wifi|app|site|errada|certa|conta|cartao|banco|celular|telefone|letras?|vezes|fila|tudo"
)


@catalogue.add("secret.passphrase", label=LABEL, vocabulary=("senha", "frase"))
def find(reading: Reading) -> Iterator[Hit]:
    """Yield passwords of two words and more."""
    folded = reading.folded
    if "junt" in folded or "espac" in folded or "separad" in folded or "scul" in folded:
        yield from _phrases(reading, _WITH_MANNER)
    if "frase" in folded:
        yield from _phrases(reading, _A_PHRASE)
    if "ei " in folded or "pus " in folded or "entro " in folded or "fiz " in folded:
        yield from _phrases(reading, _PUT)


def _phrases(reading: Reading, form: re.Pattern[str]) -> Iterator[Hit]:
    for said in form.finditer(reading.folded):
        if said[1] and _is_phrase(said[1]):
            yield Hit(*said.span(1), Certainty.CONTEXT, "phrase")


def _is_phrase(phrase: str) -> bool:
    """Tell whether every word that is no joint could be chosen, and enough of them are."""
    said = phrase.split()
    words = [word for word in said if word not in _JOINTS and not word.isdigit()]
    chosen = [word for word in words if _TALK.fullmatch(word) is None and _may_be_part(word)]
    return len(chosen) == len(words) >= _FEWEST and said[0] not in _JOINTS


def _may_be_part(word: str) -> bool:
    return len(word) < _SHORT or secrecy.may_be_secret(word)
