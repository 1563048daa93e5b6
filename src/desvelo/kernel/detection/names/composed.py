"""Given names that Brazilian parents put together from a beginning and an ending, and what a family makes of a name.

No list holds Jocileide, Edivan and Rosivânia: such names are made anew with each child.  What they are made of is few,
so the list is made as well.  A diminutive ("Heleninha", "Davizinho") is a short form: it counts where a name may stand.

Source: everyday Brazilian naming; compared once with a list of frequent words, so that none of them is made.

>>> {"jocileide", "edivan", "rosivania"} <= put_together()
True
>>> sorted(diminutives(["helena", "davi"]))
['davizinha', 'davizinho', 'heleninha']
"""

import re
from collections.abc import Iterable

from desvelo.kernel.detection.wordlist import words

_BEGINNINGS = words(
    """
    ad ade al ar ari cla cle cleo clau claudi den di ed ede edi edil edmi ele eli elis ema er eri eva fran fra ge gei
    geni geo ger gil gilva gis gra he hel ili ir ise iva jai jan jar jo joce joci jos josi jose juci jus kei ken klei
    lau lei leo li lindo luci ludi luzi mar mari mai mau mei nei nel ni nil no nor od odi on or os osi pau rai rei ri
    ro rob roni ros rose rosi san si sil silva sin su suze ta ter ti va val valde van vande ve vil wa wal wan wander
    we wel wil zel zeni zil zu
    """
)
_ENDINGS = words(
    """
    ilson ilton elson elton edson ivaldo ivan ivania ivanio enildo enilda enilson enilton nildo nilda nilson nilton
    naldo naldinho nalva valda valdo vanda vania vanio vanilda vanildo vanilson vaneide vane cleide cleia clecio
    cleiton cleison cleudo cleuza neide neidson neia nelia neuza neusa nete nice nilce leide leidson lene lenilda
    lenilson lane laine laini lange rlene rlane mara marcio mira miro mir deci decir dete dilson dilza dilene delson
    zete zilda zildo zeli zinete meire mere mary mauro lucia luzia lucio linda lindo valter rivan rivaldo rlandia
    rlandio rlandson randerson jane jania janio janilson tania teane tiane ciane ciana cinaldo cinete cimar cimara
    cicleide cineia cilene cilane gleison gleide gleia gleice kelly keila kellen kely kleia kleber kleyton rlei rley
    derlei derley deilson deildo deilton deane beto berto ellyson elisson alisson elyson ylson wilson wilton
    wellington marley marlei van vana vani mildo milda milton milson nanda sandro sangela sangelo zangela thania
    thiane wania waldo
    """
)
_WORDS = words("armaria armario liberto likely litania marmara romaria sumario sumira vedete venice")
"""What comes out and is something else."""
_SHORTEST = 6
_SHORTEST_TO_LESSEN = 4
_NOT_SAID = re.compile(r"[^aeiou]{4}|[bcdfgjkpqtvwxz][bcdfgjkpqtvwxzmns]|[aeiou]{3}|(.)\1")


def put_together() -> frozenset[str]:
    """Return every name of a beginning and an ending that can be said."""
    made = {head + (tail[1:] if head[-1] == tail[0] else tail) for head in _BEGINNINGS for tail in _ENDINGS}
    return frozenset(name for name in made if len(name) >= _SHORTEST and not _NOT_SAID.search(name)) - _WORDS


def diminutives(names: Iterable[str]) -> frozenset[str]:
    """Return what *names* become in a family's mouth."""
    return frozenset(short for name in names if len(name) >= _SHORTEST_TO_LESSEN for short in _lessened(name))


def _lessened(name: str) -> tuple[str, ...]:
    if name[-1] in "ao":
        return (f"{name[:-1]}inh{name[-1]}",)
    return (f"{name}zinho", f"{name}zinha")
