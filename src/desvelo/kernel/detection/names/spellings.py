"""Other spellings of a given name that sound the same: Kayque for Caique, Raymundo, Nylton, Wagner for Vagner.

Brazilian registries take what parents spell.  A spelling counts only if it uses a letter that Portuguese words hardly
have (y, k, w, a doubled consonant, th, ph), so that none is an ordinary word.

Source: everyday Brazilian naming; Acordo Ortográfico de 1990, base I (k, w and y only in names and what comes of them).

>>> sorted(spelt_otherwise(["caio"]))
['cayo', 'kaio', 'kayo']
"""

import re
from collections.abc import Iterable, Iterator

_SOUNDS = (
    (re.compile("i"), "y"),
    (re.compile("c(?=[aou])|qu(?=[ei])"), "k"),
    (re.compile("v"), "w"),
    (re.compile("(?<=[aeiou])l(?=[aeiou])"), "ll"),
    (re.compile("(?<=[aeiou])n(?=[aeiou])"), "nn"),
    (re.compile("(?<=[aeiou])t(?=[aeiou])|^t"), "th"),
    (re.compile("f"), "ph"),
)
_SHORTEST = 4


def spelt_otherwise(names: Iterable[str]) -> frozenset[str]:
    """Return what *names* become with one sound spelt another way, or two."""
    once = {other for name in names if len(name) >= _SHORTEST for other in _others(name)}
    return frozenset(once | {other for name in once for other in _others(name)})


def _others(name: str) -> Iterator[str]:
    for sound, spelling in _SOUNDS:
        places = list(sound.finditer(name))
        if len(places) > 1:
            yield sound.sub(spelling, name)
        for place in places:
            yield name[: place.start()] + spelling + name[place.end() :]
