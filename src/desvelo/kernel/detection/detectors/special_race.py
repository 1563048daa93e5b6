"""Race, colour or ethnic origin of somebody.

The words are colours of things first: a person must be said to be one right there ("sou preta", "mulher negra",
"cor: parda" in a form).

Source: LGPD art. 5, II; IBGE (cor ou raça: branca, preta, amarela, parda, indígena); guidelines.md (RACE).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("minha filha é parda e foi pela cota")]
[(14, 19, 'said of')]
>>> scan("quero a blusa preta"), scan("quadro negro 1,20")
((), ())
"""

from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.phrases import CLOSE, NOBODY, Phrases, theme
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="RACE", handling=Handling.SEAL)

_COLOURS = (
    "negr* pret* pard* branc* amarel* mulat* moren* mestic* asiatic* nissei orientais afrodescendente afrodescendentes"
    " indigena indigenas"
)
_PEOPLE = (
    r"(?:home(?:m|ns)|mulher(?:es)?|pessoas?|menin[oa]s?|rapaz|moc[oa]|jovem|senhora?|crianca|garot[oa]|cliente"
    r"|alun[oa]|candidat[oa]|familia|casal"
    r"|filh[oa]s?|pele|cidada|cidadao|populacao|idos[oa]|funcionari[oa])"
)
_MORE = (
    r"(?:\s(?:d[aeo]s?|d[ae] (?:etnia|aldeia|povo|terra))\s[a-z]{4,18}(?:-[a-z]{2,10})?|\s(?:retint[oa]"
    r"|quilombola|descendente))?"
)

_TOLD = Phrases(
    (
        theme("person", _COLOURS, needs=NOBODY, before=_PEOPLE, after=_MORE, bound="before"),
        theme(
            "declared",
            _COLOURS,
            needs=NOBODY,
            frame=r"(?:autodeclar[oa]|autodeclarad[oa]|autodeclaracao(?: d[eo])?|me declaro|se declara"
            r"|me considero|declarad[oa])(?: (?:como|pessoa|uma pessoa))?",
        ),
        theme(
            "form",
            _COLOURS + " preta parda branca amarela",
            needs=NOBODY,
            frame=r"(?:cor/raca|raca/cor|cor ou raca|raca|etnia)\s?(?::|e|eh|-)",
        ),
        theme("said of", _COLOURS, needs=CLOSE, after=_MORE),
        theme(
            "origin",
            """
            quilombola quilombolas cigan* afrodescendente afrodescendentes afro-brasileiro afrobrasileir* indigena
            indigenas aborigene guarani guaranis tupinamba pataxo xavante yanomami ianomami kaingang terena
            munduruku tikuna ticuna mapuche caigangue potiguara
            """,
            needs=frozenset(["admitted", "relative", "self", "person"]),
            before=r"(?:povo|etnia|aldeia|comunidade)",
            after=_MORE,
        ),
        theme(
            "origin",
            "descendente descendentes",
            needs=frozenset(["admitted", "relative", "self"]),
            after=r"\s(?:de|direto de)\s(?:japones|italian|aleman|alemae|indigen|escravi|african|arabe|chines"
            r"|corean|libanes|judeu|cigan|ucranian|polones)[a-z]{0,8}",
            bound="after",
        ),
        theme(
            "quota",
            "cota cotas cotista",
            needs=frozenset(["self", "mine", "relative", "admitted"]),
            after=r"\s(?:raci(?:al|ais)|(?:d[eo]|para|pra)\s(?:negr|pret|pard|indigen)[a-z]{1,4}s?)",
            bound="after",
        ),
        theme(
            "colour",
            "cor",
            needs=NOBODY,
            before=r"(?:pela|minha|da minha|por causa da (?:minha )?) ?",
            after=r"\s(?:da|de)\s(?:minha\s)?pele",
            bound="after",
        ),
    ),
    asked=r"\b(?:raca|etnia|autodecla)",
)


@catalogue.add("special.race", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's race, colour or origin."""
    return _TOLD.told_in(reading)
