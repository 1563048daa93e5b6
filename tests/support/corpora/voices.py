"""Ways of writing: each takes the pieces of a message and says them as another person would.

A piece is a text with its label, or with none; a voice changes what is said around the data freely, and the data only
as a keyboard would (case, accents).  The order of the pieces stays, so the spans follow by themselves.
"""

import re
import unicodedata
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from corpora.values import RAW


class Piece(NamedTuple):
    """A stretch of a message; *label* is empty for what is harmless, ``ignore`` for what counts nowhere."""

    text: str
    label: str = ""
    alt: str = ""
    split: bool = False


Voice = Callable[[list[Piece], Random], list[Piece]]
_SHORT = {
    "você": "vc",
    "vocês": "vcs",
    "que": "q",
    "não": "n",
    "também": "tb",
    "porque": "pq",
    "por favor": "pfv",
    "obrigado": "obg",
    "obrigada": "obgd",
    "beleza": "blz",
    "para": "pra",
    "está": "ta",
    "estou": "to",
    "quando": "qnd",
    "mesmo": "msm",
    "hoje": "hj",
    "aqui": "aki",
    "muito": "mto",
    "depois": "dps",
    "com": "c/",
    "é": "eh",
    "número": "num",
    "então": "entao",
    "tudo": "td",
}
_SHORTENED = re.compile(r"\b(" + "|".join(sorted(_SHORT, key=len, reverse=True)) + r")\b")
_LONG_WORD = re.compile(r"\b[a-zà-ú]{7,}\b")
_HELLOS = (
    "oi, bom dia. ",
    "Boa tarde! ",
    "opa, ",
    "olá, tudo bem? ",
    "Bom dia, pessoal. ",
    "oii ",
    "boa noite, desculpa a hora. ",
)
_ENDS = (
    " obrigada",
    " 🙏",
    " 👍",
    " valeu!",
    " aguardo",
    " fico no aguardo, obrigado.",
    " 😊",
    " ok?",
    " tá?",
    " 🥺🥺",
    " kkkk",
)
_ELDERLY = (
    "Boa tarde minha filha, ",
    "Meu jovem, bom dia, ",
    "Moça, me ajuda aqui, ",
    "Bom dia com as graças de Deus. ",
)


def _mapped(pieces: list[Piece], change: Callable[[str], str], *, data: bool) -> list[Piece]:
    """Change what is harmless, and with *data* also the data that a keyboard may change."""
    return [
        piece._replace(text=change(piece.text))
        if not piece.label or piece.label == "ignore" or (data and piece.label not in RAW)
        else piece
        for piece in pieces
    ]


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char)).lower()


def as_written(pieces: list[Piece], _chance: Random) -> list[Piece]:
    return pieces


def lower(pieces: list[Piece], _chance: Random) -> list[Piece]:
    return _mapped(pieces, str.lower, data=True)


def bare(pieces: list[Piece], _chance: Random) -> list[Piece]:
    return _mapped(pieces, _bare, data=True)


def short(pieces: list[Piece], _chance: Random) -> list[Piece]:
    return _mapped(
        _mapped(pieces, str.lower, data=True),
        lambda text: _SHORTENED.sub(lambda found: _SHORT[found[0]], text),
        data=False,
    )


def shouted(pieces: list[Piece], _chance: Random) -> list[Piece]:
    return _mapped(pieces, str.upper, data=True)


def formal(pieces: list[Piece], _chance: Random) -> list[Piece]:
    first, last = pieces[0], pieces[-1]
    if not first.label:
        pieces = [first._replace(text=first.text[:1].upper() + first.text[1:]), *pieces[1:]]
    return pieces if last.text[-1:] in ".!?" else [*pieces, Piece(".")]


def clumsy(pieces: list[Piece], chance: Random) -> list[Piece]:
    def slip(found: re.Match[str]) -> str:
        word, at = found[0], chance.randrange(1, len(found[0]) - 2)
        if chance.random() > 0.35:
            return word
        return chance.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
            )
        )

    return _mapped(pieces, lambda text: _LONG_WORD.sub(slip, text), data=False)


def spoken(pieces: list[Piece], chance: Random) -> list[Piece]:
    said = _mapped(_mapped(pieces, str.lower, data=True), lambda text: re.sub(r"[,:;!()]", "", text), data=False)
    return [
        Piece(chance.choice(("então ", "é ", "olha ", "aí ", "ó ", ""))),
        *said,
        Piece(chance.choice((" né", " tá bom", " entendeu", ""))),
    ]


def greeting(pieces: list[Piece], chance: Random) -> list[Piece]:
    return [Piece(chance.choice(_HELLOS)), *pieces]


def ending(pieces: list[Piece], chance: Random) -> list[Piece]:
    return [*pieces, Piece(chance.choice(_ENDS))]


def elderly(pieces: list[Piece], chance: Random) -> list[Piece]:
    return [
        Piece(chance.choice(_ELDERLY)),
        *formal(pieces, chance),
        Piece(chance.choice(("", " Deus abençoe.", " Obrigada viu."))),
    ]


def broken(pieces: list[Piece], _chance: Random) -> list[Piece]:
    return _mapped(pieces, lambda text: text.replace(", ", "\n"), data=False)


def wide(pieces: list[Piece], _chance: Random) -> list[Piece]:
    return _mapped(pieces, lambda text: text.replace(", ", " ,").replace(" ", "  ", 1), data=False)


VOICES: dict[str, Voice] = {
    "v00": as_written,
    "v01": lower,
    "v02": bare,
    "v03": short,
    "v04": shouted,
    "v05": formal,
    "v06": clumsy,
    "v07": spoken,
    "v08": greeting,
    "v09": ending,
    "v10": elderly,
    "v11": broken,
    "v12": wide,
    "v13": lambda pieces, chance: short(greeting(pieces, chance), chance),
    "v14": lambda pieces, chance: bare(ending(pieces, chance), chance),
    "v15": lambda pieces, chance: clumsy(lower(pieces, chance), chance),
    "v16": lambda pieces, chance: ending(formal(pieces, chance), chance),
    "v17": lambda pieces, chance: short(clumsy(pieces, chance), chance),
}
