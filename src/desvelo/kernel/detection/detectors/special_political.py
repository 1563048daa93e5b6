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

from desvelo.kernel.detection import catalogue, convictions
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.parties import CAMPAIGNS, LEADER, PARTY
from desvelo.kernel.detection.phrases import NOBODY, Phrases, theme
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="POLITICAL", handling=Handling.SEAL)

_OF = r"\s(?:pel[oa]|d[oa]|n[oa]|a[oa]?|com [oa]|junto ao)\s"
_WHERE = (
    r"(?:diretorio(?:\s(?:municipal|estadual|nacional|zonal))?|executiva|juventude|bancada|comite|mandato|gabinete)"
)

_TOLD = Phrases(
    (
        theme(
            "member",
            "filiad* filiei desfiliei filiou desfiliad* filiar desfiliar desfiliacao filiacao refiliar",
            needs=NOBODY,
            before="me",
            after=rf"{_OF}{PARTY}",
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
            rf"|senadora?|governadora?)))?{_OF}(?:{_WHERE}(?:\sd[oa]\s{PARTY})?|{PARTY})",
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
            after=rf"\s{PARTY}",
            bound="after",
        ),
        theme(
            "vote",
            "votei voto votamos vota votam votou votaram votava votar",
            needs=frozenset(["self", "relative", "mine", "person"]),
            after=rf"\s(?:n[oa]|em|pr[oa]|contra [oa]|pel[oa])\s(?:{PARTY}|{LEADER}|[1-9][0-9]|esquerda"
            rf"|direita)(?:\s(?:no|em)\s(?:primeiro"
            rf"|segundo) turno)?",
            bound="after",
        ),
        theme(
            "vote",
            "votei votamos voto",
            needs=NOBODY,
            before=r"(?:o )?meu",
            after=rf"(?:\s(?:foi|e|vai ser|sempre foi|era))?\s(?:(?:n[oa]|em|pr[oa]|contra [oa])\s(?:{PARTY}"
            rf"|{LEADER}|[0-9]{{2}})|(?:em )?branco"
            rf"|nulo)(?!\s(?:lugar|enquete))",
            bound="after",
        ),
        theme("vote", "votei votamos", needs=NOBODY, after=r"\s[1-9][0-9](?!\s?[a-z%,])", bound="after"),
        theme(
            "opinion",
            "apoio apoiamos apoiei apoiava defendo odeio detesto",
            needs=NOBODY,
            after=rf"\s(?:(?:[oa]|a[o]?)\s)?(?:{LEADER}|pt|governo (?:lula|bolsonaro|federal|atual))",
            bound="after",
        ),
        theme(
            "opinion",
            "contra favor",
            needs=NOBODY,
            frame=r"(?:sou|somos|era|fui)(?: a)?(?: totalmente)?",
            after=rf"\s(?:o|a|d[oa])\s(?:governo|{LEADER}|pt|pl|comunismo|capitalismo|socialismo|impeachment|esquerda|direita"
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
            after=rf"\sd[oa]\s(?:{LEADER}|{PARTY})",
            bound="after",
        ),
        theme("opinion", "fora", needs=NOBODY, after=rf"\s(?:{LEADER}|pt)", bound="after"),
        theme(
            "office",
            """
            vereador vereadora deputado deputada prefeito prefeita senador senadora governador vice candidat*
            suplente assessor
            assessora presidente secretari* tesoureir* delegad* fiscal coordenador coordenadora dirigente lider
            membro membra
            militante fundador fundadora vogal conselheir*
            """,
            needs=NOBODY,
            frame=r"(?:sou|somos|e|eh|era|foi|fui|como|virou|virei|eleit[oa]|nomead[oa]|ser)(?: [oa]| um| uma)?",
            after=rf"(?:\s(?:municipal|estadual|federal|nacional|zonal|eleit[oa]|licenciad[oa]|de honra|jovem"
            rf"|da juventude"
            rf"|do diretorio|da executiva|da comissao))?{_OF}(?:{_WHERE}\sd[oa]\s)?{PARTY}",
            bound="after",
        ),
        theme(
            "candidacy",
            "candidatar candidatei candidatou candidato candidata candidatura lancar lancei eleger reeleger eleito"
            " eleita",
            needs=frozenset(["self", "mine", "relative", "person"]),
            before=r"(?:me|se|minha|pre|foi|fui|sou|e|vai|registr[a-z]{1,3}|homologar)(?: (?:candidat[oa]|minha"
            r"|a))?[- ]?",
            after=r"(?:\s(?:d[ao]|pra|para|a|pro|como|por)){0,2}\s(?:vereadora?|vereanca|camara|prefeit[a-z]{1,4}|deputad[oa]"
            r"|senad[a-z]{1,3}|governadora?|eleicao|eleicoes|vice|conselho tutelar)",
            bound="after",
        ),
        theme(
            "opinion",
            "lula bolsonaro lulinha bozo mito ciro boulos",
            needs=NOBODY,
            before=r"(?:(?:sou|somos|fui|era|fecho com|to com|estou com|aqui e|la em casa e|voto e"
            r"|time)(?: (?:mais|team|time|o|todo|tudo))?)",
            after=r"(?=\W|$)(?!\s(?:[a-z]{1,3}\s)?(?:silva|santos|gomes|souza|lima))",
            bound="both",
        ),
        theme(
            "opinion", "l", needs=NOBODY, before=r"(?:faco|fiz|fez|fazemos|faz) o", after=r"(?=\W|$)(?!')", bound="both"
        ),
        theme(
            "opinion",
            "contra anti",
            needs=NOBODY,
            frame=r"(?:sou|somos|era|e|eh)",
            after=r"[- ](?:o )?(?:pt|lula|bolsonaro|governo|petista|comunista|aborto|armas|mst)",
            bound="after",
        ),
        theme(
            "opinion",
            "livre presidente",
            needs=NOBODY,
            before=r"(?:lula|bolsonaro)",
            bound="before",
            frame=r"(?:sou|e|quero|por|grito|eh)",
        ),
        theme(
            "office",
            "assessor assessora agente mandato militancia atividade",
            needs=frozenset(["self", "relative", "admitted", "of a person", "mine"]),
            after=r"\s(?:parlamentar|politic[oa]|partidari[oa]|eletivo)",
            bound="after",
        ),
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
            "party",
            "pt pl psdb mdb pmdb psb pdt psol pcdob pcb pstu pco pv psd psc ptb prtb pmb psl republicanos solidariedade"
            " partido novo podemos mst mbl mtst ujs",
            needs=frozenset(["admitted", "relative", "self", "person", "mine"]),
            before=r"(?:(?:filiad[oa]|filiacao|ficha(?: de filiacao)?|simpatizante|membr[oa]|eleitora?|carteirinha"
            r"|militante|fundadora?) )?"
            r"(?:d[oa]|a[o]?|n[oa])(?: partido)?",
            frame=r"(?:sou|somos|e|era|eh|fui|gente|parte|minha|meu|ser|tenho|tirei|assinei|cancelar|perdi)",
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
            frame=r"(?:sou|somos|ser|e|eh|era|virei|sao)(?:\s(?:um|uma|tod[oa]s?|casal|familia|pessoa|gente|bem|mais|totalmente|muito)){0,3}",
            after=r"(?:\s(?:conservador[a]?|progressista|radical|moderad[oa]|liberal|raiz|roxa?))?",
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
        *CAMPAIGNS,
        *convictions.THEMES,
    ),
    asked=r"\b(?:partido|partidaria|cargo (?:politico|eletivo|publico)|politicamente expost|candidato|em quem vot)",
    answered=r"\b(?:em quem vot|filiacao (?:partidaria|politica)|partido politico|preferencia politica"
    r"|filiad[oa] a (?:algum )?partido|qual (?:o )?(?:seu |teu )?partido)",
)


@catalogue.add("special.political", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's political conviction."""
    return _TOLD.told_in(reading)
