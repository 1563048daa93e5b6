"""Political opinion of somebody: a party, a vote, an office or a candidacy, militancy.

The name of a party alone is news; with "filiado", "votei", "vereador pelo" or "sou" it is somebody's conviction.
"Política de troca" is none.

Source: LGPD art. 5, II; TSE, partidos políticos registrados (read 2026-11-26); guidelines.md (POLITICAL).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("minha tia é filiada ao PDT")]
[(12, 26, 'member')]
>>> scan("qual a política de troca?"), scan("adesivo do PT 9,90")
((), ())
"""

from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.phrases import NOBODY, Phrases, theme
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="POLITICAL", handling=Handling.SEAL)

_PARTY = (
    r"(?:pt|pl|psdb|mdb|pmdb|psb|pdt|psol|pc ?do ?b|pcb|pstu|pco|pv|pp|psd|psc|ptb|pros|dem|uniao brasil"
    r"|republicanos|podemos|partido novo|novo"
    r"|solidariedade|avante|cidadania|rede(?: sustentabilidade)?|agir|mobiliza|dc|prtb|pmb|unidade popular|up"
    r"|missao|patriota|progressistas"
    r"|partido(?:\s[a-z]{2,14}){0,3})"
)
_LEADER = (
    r"(?:lula|bolsonaro|dilma|haddad|ciro|tebet|boulos|marcal|tarcisio|aecio|marina|alckmin|temer|zema|caiado"
    r"|datena|kassab|collor|brizola)"
)
_OF = r"\s(?:pel[oa]|d[oa]|n[oa]|a[oa]?)\s"
_WHERE = (
    r"(?:diretorio(?:\s(?:municipal|estadual|nacional|zonal))?|executiva|juventude|bancada|comite|mandato|gabinete)"
)

_TOLD = Phrases(
    (
        theme(
            "member",
            "filiad* filiei desfiliei filiou desfiliad*",
            needs=NOBODY,
            before="me",
            after=rf"{_OF}{_PARTY}",
            bound="after",
        ),
        theme(
            "office",
            """
            vereador vereadora deputado deputada prefeito prefeita senador senadora governador governadora vice
            candidat* suplente assessor assessora pre-candidato presidente secretari* tesoureir* delegad* fiscal
            coordenador coordenadora dirigente lideranca cabo militante
            """,
            needs=frozenset(["admitted", "relative", "self", "person"]),
            after=rf"(?:\s(?:eleitoral|municipal|estadual|federal|eleit[oa]|parlamentar|politic[oa]|d[eo] campanha"
            rf"|a (?:vereadora?|prefeit[oa]|deputad[oa](?: (?:federal|estadual))?"
            rf"|senadora?|governadora?)))?{_OF}(?:{_WHERE}(?:\sd[oa]\s{_PARTY})?|{_PARTY})",
            bound="after",
        ),
        theme(
            "office",
            "candidat* pre-candidato",
            needs=frozenset(["admitted", "relative", "self"]),
            after=r"\sa\s(?:vereadora?|prefeit[oa]|vice-?prefeit[oa]|deputad[oa](?:\s(?:federal|estadual))?"
            r"|senadora?|governadora?)",
            bound="after",
        ),
        theme(
            "office",
            "vereador vereadora deputado deputada prefeito prefeita",
            needs=frozenset(["admitted", "of a person"]),
        ),
        theme(
            "party",
            "pelo pela",
            needs=frozenset(["self", "relative"]),
            frame=r"(?:fiscal|mesari[oa]|eleit[oa]|candidat[oa]|vereadora?|deputad[oa]|concorr[a-z]{1,4}"
            r"|disput[a-z]{1,4})",
            after=rf"\s{_PARTY}",
            bound="after",
        ),
        theme(
            "vote",
            "votei voto votamos votou votava votar",
            needs=frozenset(["self", "relative", "mine"]),
            after=rf"\s(?:n[oa]|em|pr[oa]|contra [oa]|pel[oa])\s(?:{_PARTY}|{_LEADER})(?:\s(?:no|em)\s(?:primeiro"
            rf"|segundo) turno)?",
            bound="after",
        ),
        theme(
            "vote",
            "votei votamos voto",
            needs=NOBODY,
            after=rf"\s(?:n[oa]|em|contra [oa])\s(?:{_PARTY}|{_LEADER}|[0-9]{{2}}|branco|nulo)",
            bound="after",
        ),
        theme("vote", "votei votamos", needs=NOBODY, after=r"\s[1-9][0-9](?!\s?[a-z%,])", bound="after"),
        theme("opinion", "apoio apoiamos apoiei", needs=NOBODY, after=rf"\s(?:[oa]|a[o]?)\s{_LEADER}", bound="after"),
        theme(
            "office",
            "gabinete comite diretorio",
            needs=NOBODY,
            frame=r"(?:trabalh[a-z]{1,4}|assessora?|sou|milito) (?:n[oa]|d[oa])",
            after=r"\sd[aeo]\s(?:deputad|vereador|senador|prefeit|governador|campanh)[a-z]{0,3}",
            bound="after",
        ),
        theme(
            "opinion",
            """
            petista petistas bolsonarista bolsonaristas lulista lulistas comunista comunistas socialista socialistas
            esquerdista esquerdistas direitista direitistas tucan* emedebista pedetista psolista anarquista
            monarquista trotskista marxista fascista integralista conservador conservadora progressista feminista
            antifascista
            """,
            needs=frozenset(["admitted", "relative"]),
            after=r"(?:\s(?:roxo|roxa|de carteirinha|convict[oa]|ferrenh[oa]))?",
        ),
        theme(
            "opinion",
            "esquerda direita centrao",
            needs=frozenset(["admitted"]),
            frame=r"(?:sou|somos)(?: bem| mais| totalmente)?",
            before=r"(?:d[ae]|de extrema)",
            bound="before",
        ),
        theme(
            "militancy",
            "militante militantes ativista milito militei",
            needs=NOBODY,
            after=r"(?:\s(?:d[aeo]s?|n[ao]|pel[ao]|pelo)\s[a-z]{2,16}(?:\sd[aeo]s?\s[a-z]{3,14})?|\spolitic[oa])",
            bound="after",
        ),
        theme(
            "movement",
            "mst mbl mtst une ubes",
            needs=frozenset(["self", "relative"]),
            before=r"(?:sou|somos|milito|militante|membr[oa]|assentad[oa]|coordenadora?|faco parte"
            r"|participo) (?:d[oa]|n[oa])",
            bound="before",
        ),
    ),
    asked=r"\b(?:partido|candidato|em quem vot)",
)


@catalogue.add("special.political", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's political conviction."""
    return _TOLD.told_in(reading)
