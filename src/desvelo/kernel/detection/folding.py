r"""One-to-one folding of text, so that a rule sees ``codigo`` whatever was typed and offsets stay true.

``fold`` gives an ASCII text of the same length: lower case, no accents, any decimal digit as 0-9, any dash as ``-``,
any space as a space.  A letter with no ASCII base becomes ``_`` (still a letter to a rule), a sign ``\x7f`` (never
part of a number).  ``unveil`` first takes out what cannot be seen (zero-width characters, direction marks, combining
accents, the keycap of an emoji digit) and remembers where everything stood.

Cost: a message in Latin-1, which is nearly all of Portuguese, is folded by one table look-up in C.

>>> fold("Código Nº ５２９.９８２")
'codigo no 529.982'
>>> seen = unveil("cpf 529\u200b982\u200b247\u200b25")
>>> seen.text, seen.span(4, 15)
('cpf 52998224725', (4, 18))
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

SIGN = "\x7f"
LETTER = "_"
_BEYOND_LATIN = re.compile(r"[^\x00-\xff]+")
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_SUPERSCRIPTS = "¹²³"
_BY_CATEGORY = {"Pd": "-", "Zs": " ", "Zl": "\n", "Zp": "\n"}
_BY_CHARACTER = (
    dict.fromkeys("‘’‚‛´", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("•‧∙…·", ".") | {"\x85": "\n"}
)


@cache
def _fold_one(char: str) -> str:
    """Return the one ASCII character that stands for *char*."""
    if char in _BY_CHARACTER:
        return _BY_CHARACTER[char]
    if char in _SUPERSCRIPTS:
        return SIGN
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    base = unicodedata.normalize("NFKD", char)[0]
    if category[0] == "L":
        return base.lower() if base.isascii() else LETTER
    return base if base.isascii() and "\uff00" <= char <= "\uffef" else SIGN


_LATIN = bytes(ord(chr(code).lower() if code < 128 else _fold_one(chr(code))) for code in range(256))  # noqa: PLR2004


def fold(text: str) -> str:
    """Return *text* in lower-case ASCII, character for character."""
    if text.isascii():
        return text.lower()
    try:
        narrow = text.encode("latin-1")
    except UnicodeEncodeError:
        near = _BEYOND_LATIN.sub(lambda run: "".join(map(_fold_one, run.group())), text)
        narrow = near.encode("latin-1")
    return narrow.translate(_LATIN).decode("ascii")


def _shows_all(text: str) -> bool:
    """Tell whether every character of *text* can be seen."""
    if "\xad" in text:
        return False
    beyond = _BEYOND_LATIN.search(text)
    return beyond is None or not any(map(_is_invisible, "".join(_BEYOND_LATIN.findall(text, beyond.start()))))


@cache
def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE


class Seen(NamedTuple):
    """A text as an eye sees it; *origin* holds the place of each of its characters in the text that came."""

    text: str
    folded: str
    origin: tuple[int, ...] | None
    whole: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the seen text into one of the text that came, trailing accents included."""
        if self.origin is None:
            return start, end
        last = self.origin[end - 1] + 1
        while last < len(self.whole) and unicodedata.category(self.whole[last])[0] == "M":
            last += 1
        return self.origin[start], last


def unveil(text: str) -> Seen:
    """Return *text* without what cannot be seen, folded, with the way back to its offsets."""
    if text.isascii():
        return Seen(text, text.lower(), None, text)
    if _shows_all(text):
        return Seen(text, fold(text), None, text)
    origin = tuple(index for index, char in enumerate(text) if not _is_invisible(char))
    visible = "".join(text[index] for index in origin)
    return Seen(visible, fold(visible), origin, text)
