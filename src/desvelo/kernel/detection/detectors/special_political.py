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
    r"(?:(?:presidente|candidat[oa]|prefeit[oa]|deputad[oa]|governadora?|senadora?|vereadora?|simone|jair|guilherme|pablo"
    r"|fernando|sergio|geraldo|romeu|ronaldo|nikolas|tabata)\s)?"
    r"(?:lula|bolsonaro|dilma|haddad|ciro|tebet|boulos|marcal|tarcisio|aecio|marina|alckmin|temer|zema|caiado|nikolas"
    r"|datena|kassab|collor|brizola|doria|mourao|freixo|michelle|ratinho|fhc|serra|hilton|tabata|kim|janones|damares|padilha"
    r"|milei|trump|biden|maduro)"
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
            "candidat* concorri concorreu disputei disputou",
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
            "votei voto votamos vota votam votou votaram votava votar",
            needs=frozenset(["self", "relative", "mine", "person"]),
            after=rf"\s(?:n[oa]|em|pr[oa]|contra [oa]|pel[oa])\s(?:{_PARTY}|{_LEADER}|[1-9][0-9]|esquerda"
            rf"|direita)(?:\s(?:no|em)\s(?:primeiro"
            rf"|segundo) turno)?",
            bound="after",
        ),
        theme(
            "vote",
            "votei votamos voto",
            needs=NOBODY,
            after=rf"\s(?:(?:n[oa]|em|contra [oa])\s(?:{_PARTY}|{_LEADER}|[0-9]{{2}})|(?:em )?branco"
            rf"|nulo)(?!\s(?:lugar|enquete))",
            bound="after",
        ),
        theme("vote", "votei votamos", needs=NOBODY, after=r"\s[1-9][0-9](?!\s?[a-z%,])", bound="after"),
        theme(
            "opinion",
            "apoio apoiamos apoiei apoiava defendo odeio detesto",
            needs=NOBODY,
            after=rf"\s(?:(?:[oa]|a[o]?)\s)?(?:{_LEADER}|pt|governo (?:lula|bolsonaro|federal|atual))",
            bound="after",
        ),
        theme(
            "opinion",
            "contra favor",
            needs=NOBODY,
            frame=r"(?:sou|somos|era|fui)(?: a)?(?: totalmente)?",
            after=rf"\s(?:o|a|d[oa])\s(?:governo|{_LEADER}|pt|pl|comunismo|capitalismo|socialismo|impeachment|esquerda|direita"
            r"|golpe|ditadura|reforma agraria|aborto)",
            bound="after",
        ),
        theme(
            "opinion",
            "eleitoral",
            before="cabo",
            needs=frozenset(["admitted", "relative", "of a person"]),
            bound="before",
        ),
        theme(
            "opinion",
            "eleitor eleitora eleitores fa simpatizante apoiador apoiadora apoiadores militante seguidor seguidora",
            needs=frozenset(["admitted", "relative", "self", "person"]),
            after=rf"\sd[oa]\s(?:{_LEADER}|{_PARTY})",
            bound="after",
        ),
        theme("opinion", "fora", needs=NOBODY, after=rf"\s(?:{_LEADER}|pt)", bound="after"),
        theme("opinion", "terra teto", needs=frozenset(["admitted"]), before=r"sem[ -]?", bound="before"),
        theme(
            "office",
            "concorri disputei",
            needs=NOBODY,
            after=r"\sa\s(?:vereadora?|prefeit[oa]|vice-?prefeit[oa]|deputad[oa](?:\s(?:federal|estadual))?|senadora?|governadora?)",
            bound="after",
        ),
        theme("vote", "voto", needs=NOBODY, before=r"anul(?:ei|o|amos)(?: (?:o|meu|o meu))?", bound="before"),
        theme(
            "campaign",
            "campanha",
            needs=NOBODY,
            before=r"(?:trabalh[a-z]{1,4}|ajud[a-z]{1,4}|faco|fiz|fazia|fez|faz|fazendo|particip[a-z]{1,3}|milit[a-z]{1,3}"
            r"|doei|doou|contribui|coorden[a-z]{1,3}|atu[oa][a-z]?|estou|panfletei|voluntari[oa])(?: (?:n[ao]|d[ao]"
            r"|para a|pra|pela|em|a))?",
            after=rf"\s(?:d[oa]|pr[oa]|para [oa]|pel[oa]|a|de|eleitoral|politica)(?:\s(?:{_PARTY}|{_LEADER}"
            rf"|candidat[oa]"
            r"|deputad[oa]|prefeit[oa]|vereadora?|senadora?|governadora?|presidente|esquerda|direita))?",
            bound="both",
        ),
        theme(
            "campaign",
            "manifestacao manifestacoes protesto protestos passeata ato atos acampamento comicio motociata carreata",
            needs=NOBODY,
            before=r"(?:fui|participei|particip[oa]|vou|estive|fomos|participamos|estava|presa?o?)(?: (?:a[o]?s?"
            r"|n[ao]s?|d[ao]s?|em))?",
            after=rf"\s(?:contra|a favor|pro|d[oa]|pel[oa]|fora)\s(?:[oa] )?(?:governo|{_LEADER}|{_PARTY}|impeachment"
            rf"|reforma"
            r"|esquerda|direita|democracia|intervencao|anistia|golpe|8 de janeiro|quartel)",
            bound="both",
        ),
        theme(
            "party",
            "pt pl psdb mdb pmdb psb pdt psol pcdob pcb pstu pco pv psd psc ptb prtb pmb psl republicanos solidariedade"
            " partido novo podemos mst mbl mtst ujs",
            needs=frozenset(["admitted", "relative", "self", "person", "mine"]),
            before=r"(?:(?:filiad[oa]|filiacao|ficha(?: de filiacao)?|simpatizante|membr[oa]|eleitora?|carteirinha"
            r"|militante|fundadora?) )?"
            r"(?:d[oa]|a[o]?|n[oa])(?: partido)?",
            frame=r"(?:sou|somos|e|era|eh|fui|gente|parte|minha|meu|ser)",
            after=r"(?:\s(?:dos trabalhadores|comunista|socialista|liberal|verde|da causa operaria"
            r"|desde [0-9]{4})){0,2}",
            bound="before",
        ),
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
            antifascista antifa petralha petralhas bolsominion bolsominions mortadela ciristas cirista
            lulopetista trumpista getulista brizolista janguista stalinista maoista leninista
            anticomunista antipetista antibolsonarista libertario libertaria anarcocapitalista ancap patriota patriotas
            conservadores feministas reacionari* isentao centrista peemedebista peessedebista
            """,
            needs=frozenset(["admitted", "relative", "of a person"]),
            after=r"(?:\s(?:roxo|roxa|de carteirinha|convict[oa]|ferrenh[oa]))?",
        ),
        theme(
            "opinion",
            "esquerda direita centrao",
            needs=frozenset(["admitted", "relative", "of a person"]),
            frame=r"(?:sou|somos|ser|e|eh|era|virei)(?: bem| mais| totalmente| muito)?",
            before=r"(?:d[ae]|de extrema[ -]?|de ultra[ -]?|de centro[ -]?|mais a|a)",
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
    answered=r"\b(?:em quem vot|filiad[oa] a (?:algum )?partido|qual (?:o )?(?:seu |teu )?partido)",
)


@catalogue.add("special.political", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's political conviction."""
    return _TOLD.told_in(reading)
