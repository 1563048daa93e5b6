"""Name of a private person: given name, surname, nickname, in capitals or not, listed or not.

A name beside anything else in a conversation says whom it is about.  No list holds all names and most Brazilian
surnames are also words, so a run of words is weighed: what lists say of it, what stands before and after it
(``names/signals.py``), with weights learned from this repository's own material.

Source: guidelines.md (PERSON_NAME); names/lists.py; names/weights.py.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end) for f in scan("minha tia Zuleide Prado vai buscar")]
[(10, 23)]
>>> scan("entregam em Salvador ou na rua José Bonifácio?")
()
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.names import candidates, expectation, judging
from desvelo.kernel.detection.names.signals import signals
from desvelo.kernel.detection.names.surroundings import RANK
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="PERSON_NAME", handling=Handling.SEAL, held=False)

_ASKED = re.compile(
    r"\bnomes?\b(?! d[aeo] (?:produto|empresa|rede|loja|remedio|curso|wifi))"
    r"|\bquem (?:fala|e o|e a|vai|assina|autorizou)|\bcom quem\b|\btitular\s?[?:]"
)
_FEW_WORDS = 8
_STREET = re.compile(
    rf"\b(?:rua|r\.?|av\.?|avenida|al\.|alameda|trav\.?|travessa|tv\.|praca|pca|rodovia|estrada|largo|ladeira|viaduto|bairro|ponte)\s{{1,2}}"
    rf"(?:{RANK}\.?\s){{0,2}}$"
)
_STREET_REACH = 40
_OR_BEFORE, _OR_AFTER = re.compile(r"\sou\s$"), re.compile(r"(?:,\s[a-z]{3,12})?,?\sou\s")


@catalogue.add("person.name", label=LABEL, gate=("nome", "quem"), vocabulary=candidates.AWAKENING | expectation.OPENING)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every name, left to right."""
    asked = bool(reading.question) and reading.word_count <= _FEW_WORDS and _ASKED.search(reading.question) is not None
    if not asked and not expectation.is_possible(reading.text, reading.words):
        return
    tokens = candidates.tokens_of(reading.text, reading.folded)
    for run in candidates.runs_in(tokens, expectation.places(reading.folded, tokens, asked=asked)):
        held = signals(reading.text, reading.folded, run, asked=asked)
        said = judging.verdict(held)
        if (
            said.is_name
            and not _is_a_choice(reading.folded, run)
            and not reading.is_in_link(run.start)
            and not _is_a_street(reading.folded, run.start)
        ):
            certainty = Certainty.CONTEXT if said.total > judging.SURE else Certainty.SHAPE
            yield Hit(run.start, run.end, certainty, said.rule)


def _is_a_street(folded: str, start: int) -> bool:
    """Tell whether a street is named, whoever it is named after."""
    return _STREET.search(folded, max(0, start - _STREET_REACH), start) is not None


def _is_a_choice(folded: str, run: candidates.Run) -> bool:
    """Tell whether one surname stands beside "ou" as woods, colours and trees do: ``carvalho ou nogueira``."""
    if run.kinds not in ("S", "s"):
        return False
    before = _OR_BEFORE.search(folded, max(0, run.start - 4), run.start)
    return before is not None or _OR_AFTER.match(folded, run.end) is not None
