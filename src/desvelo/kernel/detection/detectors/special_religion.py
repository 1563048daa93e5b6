"""Religious belief of somebody, an office in a church or a temple included.

"Graças a Deus" is a manner of speaking, a church may be a place, and a statue is a ware: somebody must be said to
believe or to serve.

Source: LGPD art. 5, II; IBGE, Censo Demográfico 2010 (names of the religions declared); guidelines.md (RELIGION).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("somos espíritas, não comemoramos")]
[(6, 15, 'belief')]
>>> scan("graças a Deus chegou"), scan("imagem de buda 59,90")
((), ())
"""

from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, devotions, faiths
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.phrases import NOBODY, TOLD, Phrases, theme
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="RELIGION", handling=Handling.SEAL)

_CHURCH = (
    r"(?:igreja(?:\s[a-z]{4,16}){0,2}|assembleia(?:\sde\sdeus)?|congregacao(?:\scrista(?:\sno brasil)?)?|universal"
    r"|terreiro|umbanda|candomble|quimbanda|jurema|sinagoga|mesquita|paroquia(?:\s[a-z]{3,14}){0,2}|centro espirita"
    r"|deus e amor|maranata|seicho-?no-?ie|renovacao carismatica|bola de neve|mundial|quadrangular|ile|batista"
    r"|adventista"
    r"|presbiteriana|metodista|luterana|messianica|catolica|diocese|eucaristia|pastoral|opus dei|vida nova"
    r"|sara nossa terra"
    r"|renascer|hillsong|videira|verbo da vida|fonte da vida|santo daime|barquinha|uniao do vegetal"
    r"|legiao da boa vontade"
    r"|templo(?:\s[a-z]{4,14})?|ministerio|lagoinha|testemunhas de jeova|canc(?:ao|au) nova|shalom|focolares?)"
)

_TOLD = Phrases(
    (
        theme("belief", "crente crentes", after=r"(?!\sque\b)", bound="after"),
        theme(
            "belief",
            faiths.FAITHS,
            needs=TOLD,
            before=r"(?:praticante d[aeo]|adept[oa] d[aeo]|(?:convertid[oa]|converti|converteu) a[oa]?|(?:sigo"
            r"|frequento"
            r"|jejum d[eo]|religiao,?) ?[oa]?)",
            after=r"\s(?:apostolic[oa] romano|praticante|do setimo dia|kardecista|sunita|xiita|ortodox[oa]s?"
            r"|messianic[oa]|ketu|angola|jeje|nago|evangelic[oa]s?|luteran[oa]"
            r"|fervoros[oa]|krishna|no ie|carismatic[oa]|nao praticante)",
        ),
        theme("belief", "batista batistas", needs=frozenset(["admitted"]), after=r"(?:\s(?:praticante|de bercoo?))?"),
        theme(
            "belief",
            faiths.FAITHS,
            needs=NOBODY,
            after=r"(?=,?\s(?:por isso|entao|nao com(?:o|emos)|nao trabalho)\b)",
            bound="after",
        ),
        theme("witness", "testemunha testemunhas", needs=NOBODY, after=r"\sde\sj[ei]ova", bound="after"),
        theme(
            "office",
            faiths.OFFICES,
            needs=frozenset(["admitted", "relative", "self", "of a person"]),
            after=rf"(?:\s(?:d[aeo]s?|n[ao])\s(?:minha\s|nossa\s)?{_CHURCH}(?:\sd[aeo]s?\s[a-z]{{3,14}})?"
            r"|\s(?:evangelic[oa]|batista|presbiterian[oa]|metodista|luteran[oa]|adventista|anglican[oa]))",
            bound="after",
        ),
        theme(
            "office",
            "pastor pastora padre freira frei missionari* obreir* diacono diaconisa presbitero coroinha catequista"
            " rabino"
            " monge monja seminarista ogan oga eked ekedi babalorixa ialorixa yalorixa babalawo juremeir*",
            needs=frozenset(["admitted", "of a person"]),
            after=r"(?!\s(?:alemao|belga))",
            bound="after",
        ),
        theme(
            "member",
            "igreja terreiro centro paroquia templo congregacao sinagoga mesquita culto ile",
            needs=NOBODY,
            after=r"(?:\s(?:espirita|batista|catolica|evangelica|de umbanda|de candomble))?\s(?:que|onde"
            r"|q)\s(?:eu\s|a gente\s|nos\s"
            r"|minha [a-z]{2,8}\s|meu [a-z]{2,8}\s)?(?:frequent|congreg|sirvo|serv|participo|participa|batizei"
            r"|sou membro)[a-z]{0,5}",
            bound="after",
        ),
        theme("saint", "santo santa", needs=NOBODY, before=r"(?:pai|mae|filh[oa]) d[eo]", bound="before"),
        theme(
            "saint",
            faiths.SAINTS,
            needs=NOBODY,
            before=r"(?:sou d[ea]|filh[oa]s? d[eao]s?|feit[oa] (?:n[oa]|de|para)|raspei|guia d[eo]"
            r"|raspad[oa] (?:de|pra)"
            r"|cavalo de)",
            bound="before",
        ),
        theme(
            "member",
            """
            igreja congregacao assembleia universal umbanda candomble terreiro sinagoga mesquita paroquia maranata
            ramada quadrangular axe orixas pastoral seicho batista adventista lagoinha presbiteriana metodista
            messianica
            """,
            needs=frozenset(["self", "relative", "person"]),
            frame=r"(?:sou|somos|ser|e|era|membr[oa]s?|fiel|parte|pertenc[a-z]{1,5}|batiz[a-z]{1,5}|batismo"
            r"|convert[a-z]{1,5}|dizimista|celula|culto|cultos)(?: ativ[oa]| fiel)?",
            before=r"(?:d[ao]s?|n[ao]s?|em|[ao]|de)(?: minha| nossa)?",
            after=r"(?!\slegislativa)(?:\s(?:de deus|crista(?: no brasil)?|universal(?: do reino de deus)?|batista"
            r"|catolica"
            r"|evangelica|espirita|adventista|presbiteriana|carismatica|da crianca|familiar|da juventude|no ie"
            r"|de casais"
            r"|metodista|mundial|do reino|quadrangular|messianica|pentecostal|islamica|dei)(?:\s(?:do brasil"
            r"|no brasil|com cristo))?)?",
            bound="before",
        ),
        theme(
            "member",
            "centro ministerio templo encontro renovacao opus mundial celula igreja assembleia santo",
            needs=frozenset(["self", "relative", "person"]),
            frame=r"(?:sou|somos|ser|e|era|membr[oa]s?|fiel|parte|pertenc[a-z]{1,5}|batiz[a-z]{1,5}|batismo"
            r"|convert[a-z]{1,5}|dizimista|celula|culto|cultos)(?: ativ[oa]| fiel)?",
            before=r"(?:d[ao]s?|n[ao]s?|em|[ao]|de)(?: minha| nossa)?",
            after=r"\s(?:de deus|crista(?: no brasil)?|universal(?: do reino de deus)?|batista|catolica"
            r"|evangelica|espirita|adventista|presbiteriana|carismatica|da crianca|familiar|da juventude|no ie"
            r"|de casais"
            r"|metodista|mundial|do reino|quadrangular|messianica|pentecostal|islamica|dei|daime"
            r"|da graca)(?:\s(?:do brasil|no brasil|com cristo))?",
            bound="after",
        ),
        theme(
            "member",
            """
            igreja congregacao assembleia universal umbanda candomble terreiro sinagoga mesquita paroquia maranata
            templo quadrangular axe renovacao batista adventista lagoinha macumba espiritismo pastoral culto missa
            """,
            needs=NOBODY,
            before=r"(?:frequent[oa][a-z]{0,4}|criad[oa]|cresci|nasci|batizad[oa]|batizei|batizado|casei|tenho"
            r"|coordeno|cuido|abri|congreg[oa]|congregamos|me batizei|me converti|fa[cz]o parte|participo"
            r"|sirvo|trabalho no santo|vou todo domingo|sou filh[oa]|dou aula de catequese)"
            r" (?:d[aoe]s?|n[ao]s?|[ao]|em|a[o]|um|uma)(?: minha| nossa)?",
            after=r"(?!\s(?:geral|d[oe] (?:sindicato|condominio|moradores|predio|socios)))(?:\s(?:de deus"
            r"|crista(?: no brasil)?|universal|batista|catolica|evangelica|espirita|adventista"
            r"|carismatica"
            r"|presbiteriana|metodista|mundial|quadrangular))?(?:\s(?:d[aeo]s?)\s[a-z]{3,14}(?:\s(?!ha|faz|tem|e)[a-z]{3,12})?)?",
            bound="before",
        ),
        theme(
            "member",
            "igreja congregacao terreiro paroquia templo pastor pastora padre sinagoga mesquita",
            needs=NOBODY,
            before=r"(?:minha|nossa|meu|nosso)",
            after=r"\s(?:batista|catolica|evangelica|espirita|adventista|presbiteriana|metodista|crista|pentecostal"
            r"|quadrangular|universal|de umbanda|de candomble)",
            bound="before",
        ),
        theme(
            "member",
            "dizimista batizad* convertid* crismad*",
            needs=frozenset(["admitted", "relative"]),
            after=r"\s(?:n[ao]|a[o]?|d[ao])\s[a-z]{3,18}",
        ),
        theme("member", "mariano mariana", needs=NOBODY, before="congregad[oa]", bound="before"),
        theme(
            "devotion",
            "devot*",
            needs=frozenset(["admitted", "relative"]),
            after=r"\sd[aeo]\s(?:nossa senhora|sao|santo|santa|padre|senhor|deus|sagrado)(?:\s[a-z]{3,14}){0,2}",
            bound="after",
        ),
        theme("sabbath", "sabado", before=r"(?:guardo|guarda|guardamos) o", bound="before", needs=NOBODY),
        theme(
            "rite",
            "shabat shabbat ramada ramadan halal kosher cosher quaresma pessach yom hanuca chanuca jejum orixas hijab"
            " burca"
            " quipa kipa turbante veu guia",
            needs=NOBODY,
            before=r"(?:guardo|guardamos|guarda|faco|fazemos|respeito|respeitamos|comemoro|comemoramos|celebramos|celebro"
            r"|jejuo|jejuamos|jejuando|jejum|por causa d[aeo]|devido ao|estou no|estamos no|so como|so comemos"
            r"|so posso comer|comemos|como|seguimos|sigo|observo"
            r"|observamos|durante|cultuo|cultuamos|uso|usamos|usa)(?: [oa]s?| n[oa]| d[oe]| comida| carne| dieta)?",
            after=r"\s(?:kippur|de santo|de orixa|religios[oa]|islamic[oa]|por causa da (?:minha )?religiao)",
            bound="before",
        ),
        theme(
            "rite",
            "mitzvah mitsva mitzva",
            needs=frozenset(["relative", "self", "mine"]),
            before="ba[rt]",
            bound="before",
        ),
        theme(
            "rite",
            "comunhao crisma catecismo catequese eucaristia escolinha",
            needs=frozenset(["self", "mine", "relative", "person"]),
            before=r"(?:fiz|fizemos|faco|fez|dou|fazendo|fazer|recebeu|recebi|aula de)(?: a| minha"
            r"| sua)?(?: primeira)?",
            bound="before",
        ),
        theme(
            "named",
            "religiao fe crenca",
            needs=NOBODY,
            before=r"(?:minha|nossa|a minha)",
            after=r",?\s(?:(?:e|eh|,)\s)?(?:a |o )?(?:isl|juda|budis|catol|evang|espirit|umband|candomb|hindu|crist"
            r"|protest"
            r"|advent|mormon|quimb|wicca|matriz afr)[a-z]{0,10}",
            bound="both",
        ),
        theme(
            "named", "religiao crenca", needs=NOBODY, before=r"(?:nao tenho|nao temos|sem)(?: nenhuma)?", bound="before"
        ),
        theme(
            "named",
            "religiao fe crenca igreja doutrina",
            needs=NOBODY,
            before=r"(?:a )?(?:minha|nossa)",
            after=r"\s(?:nao\s)?(?:permite|proibe|deixa|aceita|exige|pede|manda|obriga|ensina|guarda)",
            bound="both",
        ),
        theme(
            "named",
            "religiosos religiosas religioso religiosa religiao fe crenca",
            needs=NOBODY,
            before=r"(?:(?:por )?motivos?|por (?:causa|conta) da(?: minha| nossa)?|por questoes|por questao|por"
            r"|restricao|preceito)"
            r"(?: de| da)?(?: minha)?",
            frame=r"(?:posso|podemos|como|comemos|uso|usamos|trabalho|trabalhamos|aceito|bebo|faco|fazemos|comemoramos|comemoro"
            r"|sabado|porco|carne|assim|feriado)",
            bound="before",
        ),
        theme(
            "faithless",
            "acredito creio acreditamos cremos acredita",
            needs=NOBODY,
            before="nao",
            after=r"\sem\s(?:nenhum\s)?deus(?:es)?",
            bound="both",
        ),
        theme(
            "service",
            "louvor coral coro ministerio orquestra banda grupo cozinha secretaria",
            needs=NOBODY,
            frame=r"(?:cant[a-z]{1,3}|toc[a-z]{1,3}|sirvo|serve|lider[a-z]?|participo|participa|sou|e|faco parte"
            r"|ajudo|reg[eo])"
            r"(?: d[oa]| n[oa]| o| a)?",
            after=r"(?:\sde\s(?:louvor|jovens|oracao|mulheres|casais|musica))?\s(?:d[ao]|n[ao])\s(?:minha\s)?"
            r"(?:igreja|missa|paroquia|templo|culto|congregacao|terreiro|centro)(?:\s(?:batista|catolica|evangelica|universal))?"
            r"|\s(?:dominical|de oracao|carismatico)",
            bound="after",
        ),
        theme(
            "service",
            "dizimo dizimos oferta",
            needs=NOBODY,
            before=r"(?:pago|dou|dei|devolvo|entrego|pagamos|meu|separo)(?: (?:o|meu))?",
            after=r"(?=\W|$)(?!\s[0-9a-z]{1,3}off)(?:\s(?:n[oa]|d[oa]|pra)\s[a-z]{4,14})?(?<!oferta)",
            bound="both",
        ),
        theme(
            "rite",
            "obrigacao preceito bori ebo gira santo amaci iao quizila despacho oferenda orixa guias terco novena"
            " rosario retiro"
            " vigilia culto missa oracao candeia",
            needs=NOBODY,
            before=r"(?:(?:estou|to|tou|ta|esta|fico|sigo) (?:de|em|no)|tenho|fiz|faco|fazer|fez|raspei|raspou"
            r"|recolhid[oa] (?:n[oa]|pr[oa])"
            r"|(?:vou|vamos|fui|ia) (?:a|n[oa]|pr[oa]|em)|rezo|rezamos|trabalho (?:n[oa]|com)|toco|meu|tomo|recebo|dou)"
            r"(?: (?:o|a|um|uma|meu|minha|as|os))?",
            after=r"\s(?:no|do|de|da|na|pro|pra)\s(?:candomble|umbanda|terreiro|santo|axe|cabeca|igreja|paroquia|orixa|ile|ogum|oxum"
            r"|espirita|centro|esquerda|templo|caboclo|preto[- ]velho|nossa senhora)",
            bound="both",
        ),
        theme(
            "rite",
            "santo",
            needs=NOBODY,
            before=r"(?:fiz|fez|raspei|raspou|recolhi(?:da|do)? pr[ao]|bolei no) (?:o )?",
            bound="before",
        ),
        theme(
            "rite",
            "orixa guia santo exu pombagira caboclo",
            needs=NOBODY,
            before=r"(?:meu|minha)",
            after=r"\s(?:e|de cabeca|de frente|de umbanda)\s?(?:[a-z]{4,10})?",
            bound="both",
        ),
        *devotions.THEMES,
    ),
    asked=r"\breligia",
    answered=r"\b(?:qual|tem|possui|segue|alguma|professa)\s(?:[a-z]{1,10}\s){0,3}(?:religiao|crenca"
    r"|restricao religiosa)",
)


@catalogue.add("special.religion", label=LABEL, vocabulary=_TOLD.heads | {"religiao", "religiosa"})
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's belief."""
    return _TOLD.told_in(reading)
