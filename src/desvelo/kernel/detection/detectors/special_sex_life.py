"""Sexual life and orientation, and gender identity, of somebody.

LGPD names "vida sexual"; gender identity is held with it because masking it is what a customer expects (guidelines.md
settles it so).  "Sou de virgem" is a sign of the zodiac.

Source: LGPD art. 5, II; STF, ADI 4275 (nome social); guidelines.md (SEX_LIFE).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("sou lésbica e minha esposa também")]
[(4, 11, 'orientation')]
>>> scan("sou de virgem com ascendente em leão"), scan("camiseta da parada gay 39,90")
((), ())
"""

from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.phrases import ANYBODY, CLOSE, NOBODY, Phrases, theme
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="SEX_LIFE", handling=Handling.SEAL)

_TOLD = Phrases(
    (
        theme(
            "couple",
            "homoafetiv* gay lesbico lesbicas gays",
            needs=NOBODY,
            before=r"(?:(?:um )?casal(?: de)?|casamento|uniao|relacao|casados em uniao|relacionamento)",
            bound="before",
        ),
        theme(
            "couple",
            "homens mulheres maes pais",
            needs=NOBODY,
            before=r"(?:(?:um )?casal de(?: duas| dois)?|(?:somos|casamento de|tenho|tem|temos|com"
            r"|filh[oa] de) (?:duas|dois))",
            after=r"(?:\s(?:casad[oa]s|juntas|juntos))?",
            bound="before",
        ),
        theme("couple", "casadas", needs=NOBODY, frame=r"(?:somos|ela somos)(?: bem)?"),
        theme(
            "orientation",
            "gay gays lesbica lesbicas bissexual bissexuais homossexual homossexuais heterossexual heterossexuais"
            " assexual"
            " assexuais pansexual pansexuais demissexual sapatao sapatona sapatoes queer lgbt lgbtqia lgbtqiapn gls"
            " homoafetiv* arromantic* polissexual homossexualidade bissexualidade intersexo intersexual crossdresser",
            after=r"(?:\s(?:assumid[oa]|declarad[oa]))?",
        ),
        theme(
            "orientation",
            "bi hetero pan homo ace sapata entendida gilete",
            needs=CLOSE,
            after=r"(?!\s(?:tecnic|campea|volt))",
            bound="after",
        ),
        theme(
            "identity",
            "social",
            needs=frozenset(["mine", "self", "relative"]),
            before="nome",
            after=r"(?!\s?(?:e|eh|era|:)\s)",
            bound="both",
        ),
        theme(
            "insult",
            "viado viadinho veado viada bicha bichinha boiola baitola traveco sapata mulherzinha puta prostituta"
            " piranha",
            needs=CLOSE,
            after=r"(?:\s(?:suj[oa]|nojent[oa]|escrot[oa]|louca))?",
        ),
        theme(
            "identity",
            "travesti travestis transexual transexuais transgenero transgeneros transmasculin* transfeminin* cisgenero"
            " agenero bigenero transexualidade",
            before=r"(?:mulher|homem|pessoa|menin[oa])",
            after="",
        ),
        theme(
            "identity",
            "trans",
            needs=NOBODY,
            before=r"(?:mulher|homem|pessoa|menin[oa]|filh[oa]|rapaz|moca|garot[oa]|e um[a]? pessoa)(?: (?:um"
            r"|uma) (?:homem|mulher|pessoa))?",
            bound="before",
        ),
        theme("identity", "trans cis", needs=CLOSE),
        theme("identity", "drag", needs=ANYBODY, after=r"\s(?:queen|king)", bound="after"),
        theme("identity", "binari* binarie binaries", before=r"(?:pessoa )?nao[ -]?", bound="before"),
        theme(
            "identity",
            "genero sexo",
            needs=NOBODY,
            before=r"(?:mudei|troquei|retifiquei|retificar|redesignei)(?: (?:meu|o meu))? ?(?:de|o|o nome e)?",
            after=r"(?!\s(?:musical|literario|alimenticio|de))",
            bound="before",
        ),
        theme(
            "identity",
            "transicao hormonizacao",
            needs=frozenset(["self", "relative", "person"]),
            frame="em",
            after=r"(?!\s(?:capilar|de (?:carreira|plano|sistema)))(?:\s(?:de genero|hormonal|social))?",
            bound="after",
        ),
        theme(
            "identity",
            "genero",
            needs=frozenset(["self", "mine", "relative", "person"]),
            before=r"(?:transicao|mudanca|redesignacao|retificacao|identidade|readequacao|troca|afirmacao) d[eo]"
            r"|mudei (?:de|o)|retifiquei (?:o|nome e)",
            bound="before",
        ),
        theme(
            "identity",
            "sexual",
            needs=frozenset(["self", "mine", "relative", "person"]),
            before=r"(?:cirurgia d[eo] )?(?:redesignacao|transicao|orientacao|mudanca|opcao|vida|relacao|relacoes"
            r"|abuso|disfuncao)",
            bound="before",
        ),
        theme(
            "couple",
            "homem mulher",
            needs=NOBODY,
            before=r"(?:casad[oa]|namoro|namorei|moro|relacionamento|caso|fico|amo|casei|sai)(?: com)? (?:outr[oa]|um"
            r"|uma)",
            bound="before",
        ),
        theme("life", "transei transamos transo", needs=NOBODY, after=r"(?:\s(?:sem|com)\s[a-z]{3,14})?"),
        theme(
            "life",
            "relacao relacoes",
            needs=NOBODY,
            before=r"(?:tive|tenho|tivemos|temos|mantenho|fiz|teve)(?: uma?| muitas)?",
            after=r"\s(?:sexual|sexuais|intim[ao]s?|anal|oral|extraconjugal|desprotegida|sem (?:protecao|camisinha"
            r"|preservativo)"
            r"|com (?:(?:um|outro|varios) )?(?:homens?|homem|mulher|mulheres|outra mulher|os dois"
            r"|garot[oa]s? de programa)(?: e "
            r"(?:mulheres|homens))?)(?:\ssem (?:protecao|camisinha|preservativo))?",
            bound="both",
        ),
        theme(
            "life",
            "amante amantes trisal nudes nude masturbo masturbei masturbacao",
            needs=frozenset(["self", "mine", "relative"]),
            after=r"(?!\sd[aeo])",
            bound="after",
        ),
        theme(
            "orientation",
            "homem homens mulher mulheres",
            needs=NOBODY,
            before=r"(?:gosto|atracao|atraid[oa]|fico|fiquei|saio|transo|transei|durmo|dormi)(?: de| por"
            r"| com)(?: (?:um|uma))?"
            r"(?: homens? e| mulher(?:es)? e)?",
            after=r"(?: e (?:mulher|homem|mulheres|homens))?",
            bound="before",
        ),
        theme("life", "virgindade", needs=NOBODY, before=r"perd[a-z]{1,3} (?:a|minha|a minha)", bound="before"),
        theme("life", "estuprad* estupro", needs=frozenset(["self", "relative", "person", "mine"])),
        theme("life", "relacionamento casamento namoro", needs=ANYBODY, after=r"\s(?:aberto|a tres)", bound="after"),
        theme(
            "life",
            "sexo",
            needs=frozenset(["self", "mine", "relative", "person"]),
            before=r"(?:fiz|fizemos|faco|tive|fazer|profissional d[oe]|trabalho (?:com|d[oe]))",
            after=r"(?:\s(?:sem|com)\s[a-z]{3,14}(?:\s[a-z]{3,14})?)?",
            bound="before",
        ),
        theme(
            "life",
            "programa",
            needs=NOBODY,
            before=r"(?:sou |era )?(?:garot[oa]|faco|fazia|fazendo|acompanhante) ?(?:d[eo])?",
            bound="before",
        ),
        theme("life", "virgem", needs=NOBODY, frame=r"(?:sou|ainda sou|era)"),
        theme(
            "life",
            "swing swinger poliamor poliamoros*",
            needs=frozenset(["admitted", "self"]),
            before=r"(?:casal d[eo]|praticante d[eo]|faco|fazemos)",
        ),
        theme(
            "life",
            "sexualmente",
            after=r"\sativ[oa]",
            bound="after",
            needs=frozenset(["self", "relative", "person", "admitted"]),
        ),
    ),
    asked=r"\b(?:orientacao sexual|identidade de genero|genero)\b",
    answered=r"\b(?:orientacao sexual|identidade de genero|com (?:qual|que) genero|qual (?:o )?(?:seu )?genero)\b",
)


@catalogue.add("special.sex_life", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's sexual life, orientation or gender identity."""
    return _TOLD.told_in(reading)
