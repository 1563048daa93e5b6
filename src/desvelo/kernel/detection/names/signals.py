r"""What speaks for and against a run of words being somebody's name.

Each signal is a yes or no about the run itself, the words right before it, right after it, or the message.  All look
no further than ``_BEHIND`` characters back and ``_AHEAD`` characters on.

Source: guidelines.md (PERSON_NAME: brands, streets, cities, saints, pets and public figures are not names).

>>> from desvelo.kernel.detection.names.candidates import Expected, runs_in, tokens_of
>>> text = "minha sogra Nair vai buscar"
>>> (run,) = runs_in(tokens_of(text, text.lower()), Expected())
>>> sorted(signals(text, text.lower(), run, asked=False))
['a verb after', 'capital inside', 'given name', 'kin before', 'kin in the sentence', 'one word']
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection.names import surroundings
from desvelo.kernel.detection.names.candidates import Run

_BEHIND = 44
_AHEAD = 24
_BEFORE = {
    name: (re.compile(pattern), surroundings.REACH.get(name, _BEHIND)) for name, pattern in surroundings.BEFORE.items()
}
_AFTER = {name: re.compile(pattern) for name, pattern in surroundings.AFTER.items()}
_KIN_WORD = re.compile(rf"\b(?:meu|minha|mi|nosso|nossa|da|do|um|uma)\s{surroundings.KIN}\b")
_WHOLES = {
    word: tuple(whole for whole in surroundings.WHOLES if word in whole.split())
    for word in " ".join(surroundings.WHOLES).split()
}
_BY_KIND = {
    "G": "given name",
    "g": "given name that is a word",
    "N": "nickname",
    "S": "surname",
    "s": "surname that is a word",
}
_SHORT = 3
_TWO = 2


def signals(text: str, folded: str, run: Run, *, asked: bool) -> frozenset[str]:
    """Return the names of the signals that hold; *asked* says that the question before wanted a name."""
    found = {name for name, pattern in _AFTER.items() if pattern.match(folded, run.end, run.end + _AHEAD)}
    if run.start:
        found |= {
            name
            for name, (pattern, reach) in _BEFORE.items()
            if pattern.search(folded, run.start - reach, run.start)  # before the first character is at the first
        }
    found.update(_of_the_run(text, run), _of_the_message(folded, run))
    if asked:
        found.add("asked for")
    return frozenset(found)


def _of_the_run(text: str, run: Run) -> Iterator[str]:
    """Yield what the words themselves say."""
    kinds = run.kinds
    yield from (_BY_KIND[kind] for kind in set(kinds) if kind in _BY_KIND)
    if "U" in kinds:
        yield "unlisted word" if kinds.strip("U") else "only unlisted words"
    if kinds[0] in "GgNU" and kinds[-1] in "SsgU" and len(kinds) >= _TWO:
        yield "given name and surname"
    if len(kinds) == 1:
        yield "one word"
        if kinds in "Ss" and run.capital is not True:
            yield "surname alone"
    if len(run.words[0]) <= _SHORT and len(kinds) == 1:
        yield "short"
    if run.capital:
        yield "capital first" if _opens_a_sentence(text, run.start) else "capital inside"


def _opens_a_sentence(text: str, start: int) -> bool:
    """Tell whether nothing, or the end of a sentence, stands before *start*; a look of fixed length."""
    before = text[max(0, start - _SHORT) : start].rstrip(" \"'*")
    return start == 0 or before[-1:] in ("", ".", "!", "?", "\n")


def _of_the_message(folded: str, run: Run) -> Iterator[str]:
    """Yield what the rest of the message says."""
    rest = len(folded.strip(" .!,?")) - (run.end - run.start)
    if rest <= _TWO:
        yield "the whole message"
    if run.start == 0:
        yield "begins the message"
    wholes = [whole for word in run.words if word in _WHOLES for whole in _WHOLES[word]]
    if wholes and any(map(folded[max(0, run.start - _BEHIND) : run.end + _AHEAD].__contains__, wholes)):
        yield "part of a known whole"
    if _KIN_WORD.search(folded, max(0, run.start - 2 * _BEHIND), run.start):
        yield "kin in the sentence"
    if folded[max(0, run.start - 1) : run.start] == "(" and folded[run.end : run.end + 1] == ")":
        yield "in brackets"
