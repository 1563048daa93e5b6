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

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.phrases import NOBODY, Phrases, theme
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="RELIGION", handling=Handling.SEAL)

_CHURCH = (
    r"(?:igreja(?:\s[a-z]{4,16}){0,2}|assembleia de deus|congregacao crista|universal|terreiro|umbanda|candomble"
    r"|sinagoga|mesquita|paroquia"
    r"(?:\s[a-z]{3,14}){0,2}|centro espirita|deus e amor|maranata|seicho-?no-?ie|renovacao carismatica"
    r"|bola de neve|mundial|quadrangular|ile"
    r"|templo(?:\s[a-z]{4,14})?|ministerio|lagoinha|testemunhas de jeova)"
)

_TOLD = Phrases(
    (
        theme("belief", "crente crentes", after=r"(?!\sque\b)", bound="after"),
        theme(
            "belief",
            """
            catolic* evangelic* protestante protestantes espirita espiritas kardecista umbandista umbandistas
            candomblecista budista budistas judia judeu judeus judias judaico judaica muculman* islamic* hindu
            hinduista ateu ateus ateia ateias agnostic* adventista adventistas mormon mormons presbiterian* luteran*
            metodista metodistas pentecostal pentecostais messianic* wiccan* pagao pagaos rastafari ortodox*
            macumbeir* bruxa politeista islam islamismo judaismo budismo umbanda candomble espiritismo catolicismo
            ramada ramadan hare-krishna wicca
            """,
            before=r"(?:praticante d[aeo]|adept[oa] d[aeo]|convertid[oa] a[oa]?|(?:sigo|frequento|jejum d[eo]) ?[oa]?)",
            after=r"\s(?:apostolic[oa] romano|praticante|do setimo dia|kardecista|sunita|xiita|ortodox[oa]"
            r"|fervoros[oa])",
        ),
        theme("belief", "batista batistas", needs=frozenset(["admitted"]), after=r"(?:\s(?:praticante|de bercoo?))?"),
        theme(
            "belief",
            "budista adventista umbandista muculman* evangelic* judeu judia espirita",
            needs=NOBODY,
            after=r"(?=,?\s(?:por isso|entao|nao com(?:o|emos)|nao trabalho)\b)",
            bound="after",
        ),
        theme("witness", "testemunha testemunhas", needs=NOBODY, after=r"\sde\sj[ei]ova", bound="after"),
        theme(
            "office",
            """
            pastor pastora padre freira missionari* obreir* diacono diaconisa bispo bispa presbitero coroinha
            catequista seminarista rabino babalorixa ialorixa yalorixa monge levita ministro ministra sacerdote
            sacerdotisa ogan eked medium
            """,
            needs=frozenset(["admitted", "relative", "self"]),
            after=rf"(?:\sd[aeo]s?\s(?:minha\s)?{_CHURCH}(?:\sd[aeo]s?\s[a-z]{{3,14}})?|\s(?:evangelic[oa]|batista"
            rf"|presbiterian[oa]))",
            bound="after",
        ),
        theme(
            "office",
            "pastor pastora padre freira missionari* obreir* diacono coroinha catequista rabino monge",
            needs=frozenset(["admitted", "of a person"]),
        ),
        theme("saint", "santo santa", needs=NOBODY, before=r"(?:pai|mae|filh[oa]) d[eo]", bound="before"),
        theme(
            "saint",
            "oxum iemanja ogum oxossi xango iansa exu oxala obaluae nana",
            needs=NOBODY,
            before=r"(?:sou d[ea]|filh[oa] d[ea]|feit[oa] (?:n[oa]|de|para)|raspei)",
            bound="before",
        ),
        theme(
            "member",
            "igreja congregacao assembleia universal umbanda candomble terreiro sinagoga mesquita paroquia"
            " maranata centro ramada templo quadrangular",
            needs=frozenset(["self", "relative", "person"]),
            frame=r"(?:sou|somos|e|era|membr[oa]s?|fiel|frequent[oa][a-z]{0,4}|congreg[oa]|pertenc[a-z]{1,5}"
            r"|batiz[a-z]{1,5}|convert[a-z]{1,5}|dizimista|celula|culto|fui|vou)",
            before=r"(?:d[ao]s?|n[ao]s?|em|[ao]|de)",
            after=r"\s(?:de deus|crista(?: no brasil)?|universal(?: do reino de deus)?|batista|catolica"
            r"|evangelica|espirita|adventista|presbiteriana"
            r"|metodista|mundial|do reino|quadrangular|messianica|pentecostal|islamica)(?:\s(?:do brasil|no brasil))?",
            bound="after",
        ),
        theme(
            "member",
            "umbanda candomble terreiro sinagoga mesquita macumba espiritismo",
            frame=r"(?:sou|somos|e|frequent[oa]|congrego|vou|fui|filh[oa]) (?:d[aoe]|n[ao]|[ao]|em)",
        ),
        theme(
            "member",
            "dizimista batizad* convertid* crismad*",
            needs=frozenset(["admitted", "relative"]),
            after=r"\s(?:n[ao]|a[o]?|d[ao])\s[a-z]{3,18}",
            bound="after",
        ),
        theme("sabbath", "sabado", before=r"(?:guardo|guarda|guardamos) o", bound="before", needs=NOBODY),
    ),
    asked=r"\breligia",
)


@catalogue.add("special.religion", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's belief."""
    return _TOLD.told_in(reading)
