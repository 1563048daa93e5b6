"""Bodies told of plainly: what is worn out, hardly sees, was bitten, is to come out, was seen on a picture.

Source: LGPD art. 5, II; guidelines.md (HEALTH).
"""

from desvelo.kernel.detection import illnesses
from desvelo.kernel.detection.phrases import ANYBODY, NOBODY, TOLD, theme
from desvelo.kernel.detection.wordlist import one_of

_BODY = one_of(illnesses.BODY)
_SOMEBODY = frozenset(["self", "relative", "mine", "person", "of a person", "admitted"])
_SIDE = r"(?:\s(?:direit[oa]|esquerd[oa]|do siso))?"
_TAKEN_OUT = one_of(
    """
    utero vesicula amigdalas? apendice sisos? rim baco mama seio seios ovarios? prostata tireoide pinta pintas cistos?
    nodulos? miomas? polipos? pedra pedras gesso adenoide hernia verrugas? tumor perna pe dedo braco pulmao olho
    testiculo sinal hemorroidas?
    """
)
_INSIDE = one_of(
    """
    figado rim rins vesicula pulmao pulmoes joelho cerebro cabeca seio seios mama mamas utero ovario ovarios coracao
    coluna septo pele tireoide garganta prostata intestino bexiga estomago vista olho olhos perna pescoco
    """
)
_SEEN = (
    r"(?:apont(?:ou|aram|a)|deu|deram|acus(?:ou|a)|mostr(?:ou|ando|a)|apareceu|apareceram|ach(?:ou|aram)"
    r"|descobri(?:ram|u)?|encontr(?:ou|aram|ei)|viram|tem|tenho|tinha|teve|tive|com|tir(?:ei|ou|ar)|oper(?:ei|ou|ar)"
    r"|suspeita de|surgiu|nasceu|saiu)(?:\s(?:uma?s?|[oa]s?|ess[ea]|esses|que e|muit[oa]|duas|dois|tres|varias)){0,2}"
)
_ATTACKERS = one_of(
    """
    cachorr[oa]s? cao gato rato morcego macaco cobra escorpiao aranha abelhas? marimbondo vespa lacraia carrapato
    animal bicho mosquito agua-viva arraia jararaca cascavel carro moto motoqueiro onibus caminhao bala bicicleta
    """
)

THEMES = (
    theme(
        "worn out",
        "bichad* ruim ruins ferrad* zoad* estourad* podre detonad* arrebentad* destruid* desgastad* gast* doente lent*"
        " preguicos* comprometid* rompid* lesionad* fodid* pifando perfurad* estragad* atrofiad* desregulad* fraquinh*",
        needs=NOBODY,
        before=rf"(?:(?:meus?|minhas?)\s{_BODY}{_SIDE}|[oa]s?\s{_BODY}\sdel[ea])"
        r"(?:\s(?:ta|tao|esta|estao|e|sao|tava|ficou|anda|ja|muito|bem|meio|todo|toda|tudo|que|ainda|so|sempre)){1,4}",
        bound="before",
    ),
    theme(
        "hardly",
        "enxergo enxerga enxergava vejo ouco ouve ouvia escuto escuta",
        needs=_SOMEBODY | {"stated"},
        before=r"eu",
        after=r"\s(?:(?:so|apenas|somente|melhor)\s(?:d[eo]|com|n[oa])\s(?:um|uma|o|a|esse|essa)?\s?"
        r"(?:olho|vista|ouvido|orelha|lado|aparelho)(?:\s(?:direit[oa]|esquerd[oa]))?"
        r"|(?:muito )?(?:mal|pouco|borrado|embacado|dobrado|tudo (?:embacado|borrado|embaralhado)|vultos?))"
        r"(?=\s?(?:[,.;!\n]|$|e\b|pq\b|porque\b|entao\b|desde\b|por\b|com\b))",
        bound="after",
    ),
    theme(
        "hardly",
        "enxergo ouco escuto",
        needs=NOBODY,
        before=r"(?:eu )?(?:mal|so|pouco|quase nao)",
        after=r"\s(?:d[eo]|com)\s(?:um|uma|o|a|aparelho)(?:\s(?:olho|vista|ouvido|lado))?",
        bound="after",
    ),
    theme(
        "taken out",
        "tirar tirou tirei tiraram extrair arrancar arranquei amputar amputaram remover removeram retirar retirei",
        needs=frozenset(["self", "relative", "mine"]),
        after=rf"\s(?:[oa]s?|uma?|meus?|minhas?|uns|umas|dois|duas|parte d[oa])\s{_TAKEN_OUT}{_SIDE}"
        r"(?!\s(?:d[aeo]|fot|2|d'agua))",
        bound="after",
    ),
    theme(
        "bitten",
        "mordid* picad* atropelad* balead* esfaquead* queimad* envenenad* intoxicad* eletrocutad* arranhad*"
        " mordeu picou atropelou",
        needs=NOBODY,
        frame=r"(?:fui|foi|fomos|foram|sido|ser|fiquei|estou|me|meu [a-z]{3,8}|minha [a-z]{3,8})(?: [a-z]{1,6})?",
        after=rf"\s(?:por|d[eo]|pel[oa]s?|com)\s(?:uma?s?\s|[oa]s?\s)?{_ATTACKERS}",
        bound="after",
    ),
    theme(
        "finding",
        "nodulo nodulos cisto tumor mioma polipo biopsia caroco lesao pinta verruga mancha",
        needs=NOBODY,
        after=r"(?:\sque (?:tirei|tirou|tiraram|apareceu))?\s(?:(?:era|e|eh|foi|deu|veio|parece|sao|nao)\s){1,2}"
        r"(?:benign[oa]s?|malign[oa]s?|cancerigen[oa]s?|cancer|grave|maligna)",
        bound="after",
    ),
    theme(
        "finding",
        "gordura pedra pedras agua mancha manchas sombra coagulo coagulos caroco nodulo liquido sopro desvio desgaste"
        " furo massa placa placas ferida sangue bolha",
        needs=NOBODY,
        frame=_SEEN,
        after=rf"\s(?:n[oa]s?|de|d[oa]s?)\s{_INSIDE}(?!\s(?:de sereia|d[oa] (?:carro|moto)))",
        bound="after",
    ),
    theme(
        "put in",
        "stent stents safena safenas marcapasso",
        needs=NOBODY,
        bound="before",
        before=(
            r"(?:coloc(?:ou|ei|aram)|bot(?:ou|ei|aram)|p[ou]s|puseram|implant(?:ou|ei|aram)|tem|tenho|levou|levei|com)"
            r"\s(?:uma?s?|[0-9]{1,2}|dois|duas|tres|quatro|cinco|mais)(?: pontes? de)?"
        ),
    ),
    theme(
        "leave",
        illnesses.BODY.replace("?", "") + " pressao ciatico siso nervo virose ansiedade depressao",
        needs=NOBODY,
        frame=r"(?:atestado|afastad[oa]|dias|falt(?:ei|ou|ar)|licenca|repouso|parad[oa]|nao (?:vou|fui|pude"
        r"|consigo) [a-z]{1,10})"
        r"(?: (?:em casa|de atestado|do trabalho|de licenca|hoje|ontem|de repouso))?",
        before=r"(?:por (?:causa|conta)|devido|em razao)(?: d?[aeo]s?)?(?: meus?| minhas?)?",
        bound="before",
    ),
    theme(
        "pressure",
        "pressao",
        needs=ANYBODY,
        after=r"(?:\s[a-z]{2,7})?\s(?:foi|bateu|chegou|subiu|deu|passou|marcou|ta|esta|caiu)\s(?:a|em|pra|de)?\s?"
        r"(?:[5-9]|1[0-9]|2[0-6])(?![0-9,.%]|\s?(?:reais|bar|psi|libras|anos))",
        bound="after",
    ),
    theme(
        "mind",
        "esquecendo esquece confunde confundindo",
        needs=frozenset(["relative", "of a person"]),
        after=r"\s(?:de )?(?:tudo|as coisas|das coisas|o nome|os nomes|as pessoas|quem (?:e|somos)|onde mora"
        r"|o caminho)",
        bound="after",
    ),
    theme("mind", "caduc* caducando gaga senil esclerosad*", needs=frozenset(["relative", "of a person"])),
    theme(
        "attack",
        "convulsiona convulsionava desmaia desmaiava gagueja gaguejava delira alucina engasga",
        needs=frozenset(["relative", "of a person", "person"]),
        after=r"(?:\s(?:muito|direto|sempre|a noite|dormindo|de noite|todo dia))?(?!\s(?:d[aeo]|com)\s)",
    ),
    theme("attack", "gaguejo convulsiono", needs=NOBODY),
    theme(
        "bleeding",
        "sangrei sangrou sangrando",
        needs=NOBODY,
        after=r"\s(?:(?:a|essa) (?:noite|madrugada|tarde|semana)(?: toda| inteira)?|o dia (?:todo|inteiro)|de novo"
        r"|pel[oa] (?:nariz|boca|urina|ouvido))",
        bound="after",
    ),
    theme(
        "therapy",
        "psiquiatra psicologo psicologa oncologista infectologista neurologista nefrologista reumatologista"
        " hematologista mastologista hepatologista geriatra",
        needs=NOBODY,
        before=r"(?:(?:vim|vindo|voltei|voltando|sai|saindo|cheguei|laudo|receita|relatorio|encaminhamento) d[oa]"
        r"|(?:to|tou|estou|tava|vou|fui) (?:n[oa]|a[o]?)|(?:tenho|tive|minha|pra minha) "
        r"(?:consulta|retorno|hora|sessao) (?:com|n[oa])(?: [oa])?)",
        bound="before",
    ),
    theme(
        "event",
        "surtei",
        needs=NOBODY,
        after=r"\s(?:e (?:fui|me|parei)|no (?:trabalho|servico)|semana|mes|ano|de novo e|em (?:casa|20))",
        bound="after",
    ),
    theme(
        "disability",
        "monocular",
        needs=TOLD | {"self"},
        before=r"(?:visao|vista)",
        bound="before",
    ),
)
