"""Which case a conversation belongs to, from what it began with: our template, the customer's words, the team.

A suggestion says why, in words a person can check.  A template we sent decides; then the words of a case that stand
whole in the first messages; then the team, when it has one case alone.  Two that are equally likely are no suggestion.

Source: ux.md 6.10 (suggested automatically).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desvelo.kernel.detection.folding import unveil
from desvelo.kernel.lawfulness.case import Case
from desvelo.kernel.lawfulness.words import Sentence, gettext_noop, say

FIRST: Final = 5
"""How many of the customer's first messages are read."""
LONGEST: Final = 1_000
_IN_TEAM: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a conversation began with: the customer's first *texts*, the *template* they answer, the *team*."""

    texts: Sequence[str] = ()
    template: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A case and why it was suggested."""

    case: str
    because: Sentence


def suggest(cases: Iterable[Case], signs: Signs) -> Suggestion | None:
    """Return the case a conversation most likely belongs to, or nothing when that is not clear."""
    open_cases = sorted((each for each in cases if not each.is_retired), key=lambda each: each.code)
    by_template = [each for each in open_cases if signs.template and signs.template in each.templates]
    if len(by_template) == 1:
        because = say(gettext_noop("The customer answered the template «%(template)s»."), template=signs.template)
        return Suggestion(case=by_template[0].code, because=because)
    return _by_words(by_template or open_cases, signs) or _by_team(by_template or open_cases, signs)


def _by_words(cases: Sequence[Case], signs: Signs) -> Suggestion | None:
    written = [f" {' '.join(re.findall(r'[a-z0-9]+', unveil(text[:LONGEST]).folded))} " for text in signs.texts[:FIRST]]
    scored = []
    for each in cases:
        said = sorted(word for word in each.words if any(f" {word} " in text for text in written))
        if said:
            scored.append((len(said) + _IN_TEAM * (signs.team in each.teams), said, each.code))
    scored.sort(key=lambda score: (-score[0], score[2]))
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    because = say(gettext_noop("The customer wrote «%(words)s»."), words="», «".join(scored[0][1]))
    return Suggestion(case=scored[0][2], because=because)


def _by_team(cases: Sequence[Case], signs: Signs) -> Suggestion | None:
    of_team = [each for each in cases if signs.team and signs.team in each.teams]
    if len(of_team) != 1:
        return None
    because = say(gettext_noop("It is the only case of the team that answers."))
    return Suggestion(case=of_team[0].code, because=because)
