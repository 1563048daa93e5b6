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

from desvelo.kernel.detection import catalogue, intimacy
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
        theme(
            "couple",
            "homens mulheres rapazes meninas caras",
            needs=NOBODY,
            before=r"(?:somos|sao|eramos|entre|casamento de|casamento entre|relacao de|beijo de|filho de|(?:e"
            r"|com) meu marido somos)"
            r"(?: (?:as|os))? (?:duas|dois|2|tres)",
            after=r"(?:\s(?:casad[oa]s|juntas|juntos|noivas|noivos|mesmo))?",
            bound="before",
        ),
        theme(
            "orientation",
            "sexo genero",
            needs=NOBODY,
            before=r"(?:casal|casamento|relacao|relacionamento|uniao|pessoas?|parceir[oa]|namor[a-z]{1,4}|casad[oa]|atracao|gosto)"
            r"(?: (?:com|de|por))?(?: (?:uma )?pessoas?)? (?:do|de) mesmo",
            bound="before",
        ),
        theme(
            "orientation",
            "armario",
            needs=NOBODY,
            before=r"(?:sai|saiu|sair|saindo|tiraram|tirou)(?: [a-z]{1,8})? d[oe]",
            bound="before",
        ),
        theme(
            "identity",
            "hormonio hormonios testosterona estrogenio estradiol bloqueador bloqueadores perlutan",
            needs=NOBODY,
            before=r"(?:tom[a-z]{1,4}|us[a-z]{1,3}|aplic[a-z]{1,4}|comec[a-z]{1,4}|faz[a-z]{0,4})(?: (?:os?|de|com"
            r"|uso de|a tomar|um))?",
            after=r"\s(?:(?:pr[ao]|para|d[ae]|por causa da)(?: [ao])?(?: minha| sua)?\s(?:transicao|transicionar"
            r"|mudar|afirmacao|redesignacao)"
            r"(?:\sde\s(?:genero|sexo))?|feminin[oa]s?|masculin[oa]s?|feminizantes?|masculinizantes?)",
            bound="both",
        ),
        theme(
            "identity",
            "transicionei transicionou transicionando transiciono destransicionei detransicionei",
            needs=NOBODY,
        ),
        theme(
            "identity",
            "pronome pronomes artigo",
            needs=NOBODY,
            before=r"(?:meus?|uso|usa|usar|prefiro|use|no|me tratem? (?:n[oa]|com|pel[oa]))(?: os?)?",
            after=r"(?:\s(?:e|sao|:))?\s(?:ela|ele|elu|dela|dele|feminin[oa]s?|masculin[oa]s?|neutr[oa]s?)(?:\s?[/e]\s?(?:dela|dele|elu|delu"
            r"|ela|ele))?",
            bound="both",
        ),
        theme(
            "identity",
            "morto",
            needs=NOBODY,
            before="(?:meu|esse e meu|e meu) nome",
            bound="before",
            frame=r"(?:e|nao uso|trocar|tirar|apagar|aparece|aparecendo|usando|chamando pelo|pelo|o|mudei)",
        ),
        theme(
            "identity",
            "mulher homem menina menino garota garoto",
            needs=NOBODY,
            before=r"(?:me (?:sinto|identifico|vejo|reconheco)|se (?:sente|identifica|ve|reconhece)|me entendo"
            r"|nasci|nasceu)"
            r"(?: (?:como|com o corpo de|no corpo de))?(?: (?:um|uma))?",
            after=r"(?:\s(?:trans|cis|no corpo errado))?(?!\s(?:de|do|da|forte|realizad[oa]|feliz|linda|poderosa"
            r"|velh[oa]|boba?|cheia))",
            bound="both",
        ),
        theme("couple", "casadas", needs=NOBODY, frame=r"(?:somos|ela somos)(?: bem)?"),
        theme(
            "orientation",
            "gay gays lesbica lesbicas bissexual bissexuais homossexual homossexuais heterossexual heterossexuais"
            " assexual"
            " assexuais pansexual pansexuais demissexual sapatao sapatona sapatoes queer lgbt lgbtqia lgbtqiapn gls"
            " homoafetiv* arromantic* polissexual homossexualidade bissexualidade intersexo intersexual crossdresser",
            before=r"(?:mulher|homem|menin[oa]|rapaz|pessoa|casal|jovem)",
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
        theme(
            "orientation",
            "homem homens mulher mulheres",
            needs=NOBODY,
            before=r"(?:gosto|gosta|gostam|gostava|curto|curte|atracao|atraid[oa]|fico|fiquei|saio|transo|transei"
            r"|durmo|dormi)(?: de| por"
            r"| com)(?: (?:um|uma))?"
            r"(?: homens? e| mulher(?:es)? e)?",
            after=r"(?: e (?:mulher|homem|mulheres|homens))?",
            bound="before",
        ),
        *intimacy.THEMES,
    ),
    asked=r"\b(?:orientacao sexual|identidade de genero|genero)\b",
    answered=r"\b(?:vida sexual|sexualmente ativ|relac(?:ao|oes) sexua|parceir[oa]s? sexua|orientacao sexual"
    r"|identidade de genero|com (?:qual|que) genero|qual (?:o )?(?:seu )?genero)\b",
)


@catalogue.add("special.sex_life", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's sexual life, orientation or gender identity."""
    return _TOLD.told_in(reading)
