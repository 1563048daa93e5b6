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
from desvelo.kernel.detection.phrases import ANYBODY, CLOSE, NOBODY, Phrases, theme
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="RACE", handling=Handling.SEAL)

_COLOURS = (
    "negr* pret* pard* branc* amarel* mulat* moren* mestic* asiatic* nissei orientais afrodescendente afrodescendentes"
    " indigena indigenas"
)
_PEOPLE = (
    r"(?:home(?:m|ns)|mulher(?:es)?|pessoas?|menin[oa]s?|rapaz|moc[oa]|jovem|senhora?|crianca|garot[oa]|cliente"
    r"|alun[oa]|candidat[oa]|familia|casal|vendedora?|atendente|gerente|seguranca|medic[oa]|professora?|net[oa]s?|irma"
    r"|irmao|marido|esposa|gestante|trabalhadora?|colega|namorad[oa]|bebe|rapazes|jovens"
    r"|filh[oa]s?|cidada|cidadao|populacao|idos[oa]|funcionari[oa])"
)
_MORE = (
    r"(?:\s(?:d[aeo] (?:etnia|aldeia|povo|terra)|d[aeo]s?)\s[a-z]{4,18}(?:-[a-z]{2,10})?|\s(?:retint[oa]"
    r"|quilombola|descendente|kaiowa|mbya|nandeva|suj[oa]|fedid[oa]|nojent[oa]|safad[oa]|imund[oa]|burr[oa]|metid[oa]"
    r"|fedorent[oa]|favelad[oa]|de merda))?"
)
_NATIONS = """
    japones japonesa japoneses japonesas chines chinesa chineses chinesas corean* alemao alema alemaes alemas italian*
    portugues portuguesa portugueses espanhol espanhola espanhois arabe arabes libanes libanesa libaneses sirio siria
    sirios turc* palestin* iraquian* iranian* afega afegao paquistanes indian* bengali russ* ucranian* polones polonesa
    poloneses hungar* armeni* frances francesa holandes holandesa suico suica austriac* lituan* bolivian* haitian*
    venezuelan* peruan* paraguai* argentin* uruguai* colombian* chilen* equatorian* cuban* mexican* dominican* african*
    angolan* nigerian* senegales senegalesa senegaleses congoles congolesa ganes ganesa mocambican* caboverdian*
    guineense guineenses marroquin* egipci* etiope somali camarones camaronesa caribenh* latin* asiatic* europeu
    europeia
    nikkei nissei sansei issei escrav* escravizad* imigrante imigrantes refugiad*
"""
_TRIBES = """
    guarani guaranis kaiowa mbya tupinamba tupiniquim pataxo xavante yanomami ianomami kaingang caingangue terena
    munduruku tikuna
    ticuna mapuche caigangue potiguara xukuru xucuru pankararu fulni kariri cariri tremembe krenak maxakali guajajara
    ashaninka kaxinawa kayapo caiapo karaja bororo macuxi wapichana baniwa tukano satere mura kokama waiapi xokleng
    kadiweu xerente apinaje canela tapeba jenipapo truka tuxa kiriri tapuia kaimbe aikana surui cinta zoro arara
    parintintin
    apurina marubo matis xikrin kamaiura kuikuro aymara quechua quichua
"""

_TOLD = Phrases(
    (
        theme(
            "person", _COLOURS, needs=NOBODY, before=_PEOPLE, after=rf"(?!\se\s(?:branc|pret)){_MORE}", bound="before"
        ),
        theme(
            "person",
            _COLOURS,
            needs=NOBODY,
            before=r"(?:minha pele(?: e| eh)?|tenho (?:a )?pele|pessoas? de pele|homem de pele|mulher de pele"
            r"|cor da minha pele e)",
            bound="before",
        ),
        theme(
            "insult",
            "macac* crioul* neguinh* negrinh* pretinh* neguim indio india bugre japa japinha negao negona pretao"
            " carvao urubu"
            " escrav* mulata mulato alemao cigan* africano gringo paraiba baiano",
            needs=NOBODY,
            frame=r"(?:cham|xing|tax|apelid)(?:ou|aram|ada|ado|ava|avam|ando)(?: (?:a gente|minha filha|meu filho|ele"
            r"|ela))? de"
            r"(?: (?:um|uma))?",
            after=_MORE,
        ),
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
            frame=r"(?:cor/raca|raca/cor|cor ou raca|raca|etnia|minha cor|cor da pele)(?:\s?(?::|e|eh|-))?",
        ),
        theme("said of", _COLOURS, needs=CLOSE, after=_MORE),
        theme(
            "origin",
            "quilombola quilombolas cigan* afrodescendente afrodescendentes afrobrasileir* indigena indigenas aborigene"
            " caboclo cabocla cafuzo ribeirinh* caicara" + _TRIBES,
            needs=frozenset(["admitted", "relative", "self", "person"]),
            before=r"(?:povo|etnia|aldeia|comunidade)",
            after=_MORE,
        ),
        theme("origin", _TRIBES, needs=NOBODY, before=r"(?:povo|etnia|aldeia|parente)", after=_MORE, bound="before"),
        theme(
            "origin",
            _NATIONS + " indio indios india indias",
            needs=CLOSE,
            frame=r"(?:sou|somos|e|eh|era|eram|sao|soy|ser|nasceu|im|am|de)(?: (?:um|uma|meio|metade|filh[oa]|net[oa]"
            r"|parte))?",
            before=r"de (?:origem|familia|ascendencia|descendencia)|filh[oa]s? de|net[oa]s? de|bisnet[oa]s? de"
            r"|descendente de",
        ),
        theme(
            "origin",
            "origem ascendencia descendencia sangue",
            needs=frozenset(["self", "mine", "relative", "admitted"]),
            after=r"\s(?:japones|italian|alema|indigen|african|arab|chines|corean|liban|juda|cigan|ucran|polon|turc|siri)[a-z]{0,4}",
            bound="after",
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
            after=r"\s(?:raci(?:al|ais)|(?:(?:d[eo]|para|pra)\s)?(?:negr|pret|pard|indigen)[a-z]{1,4}s?)",
            bound="after",
        ),
        theme("colour", "cor", needs=NOBODY, before=r"(?:pela|por causa da|devido a|d[ae]) minha", bound="before"),
        theme("origin", "brasileir* descendente", needs=ANYBODY, before=r"afro[ -]?", bound="before"),
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
    answered=r"\b(?:qual|como)\s(?:[a-z]{1,12}\s){0,3}(?:raca|etnia|autodeclara)|^\W{0,3}(?:cor/|sua )?(?:raca|etnia)",
)


@catalogue.add("special.race", label=LABEL, vocabulary=_TOLD.heads | {"raca", "etnia"})
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's race, colour or origin."""
    return _TOLD.told_in(reading)
