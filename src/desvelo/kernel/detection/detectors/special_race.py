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
    "negr* pret* pard* branc* amarel* mulat* moren* mestic* asiatic* nissei oriental orientais afrodescendente"
    " afrodescendentes"
    " indigena indigenas"
)
_FONDLY = (
    " pretinh* neguinh* moreninh* branquinh* negao negona morenaca escurinh* pardinh* japinha japa japas nego nega"
    " negos"
    " negas crioul* loir* ruiv* mameluc* cabocl* retint* albin* indiozinh* indiazinha negrinh* mulatinh* galeg*"
    " polac* bugre"
)
_PEOPLE = (
    r"(?:gente|povo|home(?:m|ns)|mulher(?:es)?|pessoas?|menin[oa]s?|rapaz|moc[oa]|jovem|senhora?|crianca|garot[oa]|cliente"
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
            "declared",
            _COLOURS + _FONDLY,
            needs=NOBODY,
            frame=r"(?:inscrev|inscri|cot[ai]|aceit|declar|consider|matricul|identific|reconhec|aprov|banca|formular|certidao|vist[oa]|vestibular"
            r"|concurso|lido|lida|reprov|indefer)[a-z]{0,9}(?: (?!tinta|cor|a tinta)[a-z]{1,10}){0,3} como(?: (?:um"
            r"|uma|pessoa|sendo|homem|mulher))?",
            after=_MORE,
        ),
        theme(
            "declared",
            "negr* pard* indigena indigenas",
            needs=NOBODY,
            frame=r"(?:registr|vej|trat|atend|barr|classific|pass|entr|cadastr)[a-z]{0,5}(?: [a-z]{1,6}){0,2}"
            r" como(?: (?:um|uma|pessoa|sendo|homem|mulher))?",
        ),
        theme(
            "declared",
            "negr* pard* indigena indigenas pret* quilombola amarel*",
            needs=NOBODY,
            frame=r"(?:fenotipos?|tracos|etnia|heteroidentificacao|autodeclaracao|cotas)(?: (?:d[eoa]|como|e|para"
            r"|pra))?",
            after=r"(?:\s(?:racial|raciais))?",
        ),
        theme(
            "quota", "cotista cotistas", needs=ANYBODY | {"bare"}, after=r"(?:\s(?:racial|negr[oa]|pard[oa]|indigena))?"
        ),
        theme(
            "insult",
            "pret* negr* macac* crioul* neguinh* indi* cigan* nordestin* baian* favelad*",
            needs=NOBODY,
            frame=r"(?:fal|diss|grit|escrev|respond|coment)[a-z]{1,5}(?: (?:pra|para) mim)? que(?: (?:todo|lugar de"
            r"|nem|tinha que"
            r"|nao atende|nao contrata|nao gosta de|odeia)){0,1}",
            after=r"(?=\s(?:nao (?:compra|entra|tem|presta|pode|sabe|paga)|so (?:faz|serve|sabe)|rouba|fede|e tudo"
            r"|tem que|deveria"
            r"|fedid|e burr|e ladr)|\s?[,.;]|$)",
            bound="after",
        ),
        theme(
            "origin",
            "nordestin* nortista nortistas baian* paraiba sertanej*",
            needs=NOBODY,
            frame=r"(?:por|porque)(?: (?:eu|ele|ela|nos|a gente))? (?:ser|sou|e|somos|sermos)",
        ),
        theme(
            "skin",
            "pele cabelo",
            needs=NOBODY,
            after=r"\s(?:negra|preta|parda|retinta|escura|crespo|afro|cacheado)(?:\s(?:retinta|escura))?(?=,?\s(?:igual|como"
            r"|que nem|feito)"
            r"\s(?:a |o )?(?:minha|meu|eu|mim)\b)",
            bound="after",
        ),
        theme(
            "origin",
            "japao china coreia italia alemanha angola africa libano siria polonia ucrania haiti nigeria senegal"
            " portugal espanha russia bolivia venezuela holanda turquia palestina israel egito congo mocambique",
            needs=NOBODY,
            before=r"(?:avos?|bisavos?|pais|familia|antepassados|vo|bisa)(?: (?:matern[oa]s?|patern[oa]s?|toda"
            r"|todos|era|eram|que)){0,2}"
            r" (?:vieram|veio|sao|e|nasceram|nasceu|imigraram|imigrou|chegaram|fugiram|fugiu) (?:d[ao]|n[ao]|de|em)",
            after=r"(?!\s(?:de (?:ferias|viagem)|passear|ontem|hoje|semana|viajar|visitar|mes|domingo))",
            bound="both",
        ),
        theme("skin", "crespo afro", needs=NOBODY, before=r"meu cabelo(?: e| eh)?(?: muito| bem)?", bound="before"),
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
        theme("said of", _COLOURS + _FONDLY, needs=CLOSE, after=_MORE),
        theme(
            "like me",
            _COLOURS + _FONDLY + _NATIONS + " indio india indios",
            needs=NOBODY,
            after=r"(?=\s(?:igual|como|que nem|q nem|feito|assim como|tipo)\s(?:eu|a gente|nos|ele|ela|meu|minha)\b)",
            bound="after",
        ),
        theme(
            "form",
            _COLOURS,
            needs=NOBODY,
            frame=r"(?:ficha|certidao|prontuario|formulario|censo|matricula|inscricao|cadastro"
            r"|registro)(?: (?:dela|dele|do [a-z]{3,10}))?"
            r"(?: [a-z]{1,4})? (?:botaram|botou|colocaram|colocou|coloquei|marcaram|marquei|marcou|consta|constou"
            r"|saiu|poe|ta"
            r"|esta|veio|escreveram|puseram|declarei|diz)(?: (?:como|que|eu|ela|ele|sou|e|que sou|que e|a cor)){0,2}",
        ),
        theme(
            "called",
            "macac* criol* neguinh* neg* nego nega ticao japa bugre bugra indio india chines chinesa japones"
            " japonesa gringo"
            " paraiba baian* cearense nordestin* favelad* escravo escrava judeu tribufu cigan* boliviano"
            " venezuelano carvao"
            " alemao preto pret* negr* urubu gorila chimpanze mucama mulat* polaco turco",
            needs=NOBODY,
            frame=r"(?:cham|xing|apelid|ofend|tax|trat|insult|zo)(?:ou|aram|ada|ado|ados|adas|ar|ava|avam|ando|am|a|eram|eu)"
            r"(?: [a-z]{1,12}){0,4} (?:de|como|por)(?: (?:um|uma|seu|sua))?",
            after=r"(?:\s(?:suj[oa]|fedid[oa]|nojent[oa]|safad[oa]|imund[oa]|burr[oa]|fedorent[oa]|favelad[oa]"
            r"|de merda))?",
        ),
        theme(
            "skin",
            "pele",
            needs=NOBODY,
            before=r"(?:tenho|temos|minha|nossa|tem|por (?:ter|causa da)|pela)(?: (?:a|minha))?",
            after=r"(?:\s(?:e|eh|ser|mais|bem|muito))?\s(?:negra|preta|parda|retinta|escura|morena|amarela|branca)"
            r"(?!\s(?:e )?(?:oleosa|seca|mista|sensivel))",
            bound="both",
        ),
        theme(
            "origin",
            "quilombola quilombolas indigena indigenas quilombo aldeia ribeirinha cigana cigano" + _TRIBES,
            needs=NOBODY,
            frame=r"(?:moro|moramos|mora|vivo|vivemos|nasci|nasceu|cresci|venho|sou|somos"
            r"|minha)(?: (?:aqui )?(?:n[ao]s?|em|d[aeo]s?))?",
            before=r"(?:(?:uma?|a|o) )?(?:comunidade|aldeia|reserva|terra|territorio|acampamento|povo"
            r"|familia)(?: (?:d[aeo]s?))?",
            after=r"(?:\s(?:d[aeo]s?)\s[a-z]{3,14}){0,2}",
            bound="before",
        ),
        theme(
            "origin",
            _NATIONS,
            needs=NOBODY,
            frame=r"(?:(?:meu|minha|meus|minhas|nosso|nossos|nossa) (?:pai|mae|pais|avo|avos|vo|familia|bisavo"
            r"|bisavos|marido|esposa|sogr[oa]"
            r"|gente|povo|nora|genro|raizes) (?:(?:e|era|eram|sao|veio|vieram)(?: (?:toda|todo|tudo|um|uma))? )?)",
        ),
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
            r"|corean|libanes|judeu|cigan|ucranian|polones|indi|bugre|holand|portug|espanh|russ|siri|nigeri|angol|boliv|kaingang|guarani|quilomb)[a-z]{0,8}",
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
            bound="both",
        ),
    ),
    asked=r"\b(?:raca|etnia|autodecla|se declara|cor da pele|cor ou)",
    answered=r"\b(?:qual|como)\s(?:[a-z]{1,12}\s){0,3}(?:raca|etnia|autodeclara)|^\W{0,3}(?:cor/|sua )?(?:raca|etnia)",
)


@catalogue.add("special.race", label=LABEL, vocabulary=_TOLD.heads | {"raca", "etnia"})
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's race, colour or origin."""
    return _TOLD.told_in(reading)
