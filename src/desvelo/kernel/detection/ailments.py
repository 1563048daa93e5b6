"""How people tell that they are ill, hurt, treated or expecting without naming an illness.

``illnesses.py`` has the names; here are the ways of saying it: what was put into a body, what an exam showed, what was
felt, what is not eaten, how a drug is taken, how far a pregnancy is.  Each theme is a class of sayings, so it has no
list of whole phrases.

Source: LGPD art. 5, II; guidelines.md (HEALTH).
"""

from desvelo.kernel.detection import illnesses
from desvelo.kernel.detection.phrases import ANYBODY, NOBODY, TOLD, theme
from desvelo.kernel.detection.wordlist import one_of

_BODY = one_of(illnesses.BODY)
_WRITER = frozenset(["self", "relative", "mine", "person"])
_PUT_IN = (
    r"(?:bot(?:ei|ou|aram|ar)|coloc(?:ei|ou|aram|ar|ado|ada)|puser(?:am)?|pus|pos|implant(?:ei|ou|aram|ar|ado)|fez|fiz|fizemos"
    r"|fizeram|lev(?:ei|ou)|tem|tenho|us[aoe]i?|usou|vai por|vou por|retir(?:ei|ou|aram|ar)|tir(?:ei|ou|aram|ar)|tomou"
    r"|troc(?:ei|ou|ar)|passou por|passei por|vou fazer|vai fazer|saindo de|recuperando de)"
)
_SOME = r"(?:\s(?:uma?s?|o|a|os|as|meu|minha|[0-9]{1,2}|dois|duas|tres|quatro|cinco|seis|outr[oa]|varios))?"
_TAKES = (
    r"(?:tom(?:o|a|ou|ei|ando|ava|amos|ar)|us(?:o|a|ou|ei|ando|ava|ar)|receitou|receitaram|passou|prescreveu|prescreveram"
    r"|dou|dei|deu|da|aplic(?:o|a|ou|ando)|inject?(?:o|a|ou)|faz uso|faco uso|medicad[oa]|dependo|precis[oa])"
    r"(?:\s(?:de|do|o|a|com|pra el[ea]|um|uma|meio|[0-9]{1,2})){0,2}"
)
_EATS = r"(?:posso|pode|podemos|podem|podia|consigo|consegue|devo|deve)"
_ASKED = frozenset(["asked"])
"""Never said of itself: it counts after a question for it."""
_ALLERGENS = (
    "gluten lactose leite amendoim amendoins castanha castanhas nozes camarao camaroes soja ovo acucar sal trigo"
    " corante corantes frutos marisco mariscos cafeina conservante conservantes"
)
_FEELING = (
    r"(?:sinto|senti|sentindo|sente|sentiu|com|tenho|tive|tem|teve|tendo|me deu|deu|dando|da|fico com|ficou com"
    r"|ataque de|crise de|acordei com)(?:\s(?:muit[oa]s?|uma?|umas|bastante|tant[oa]|fortes?|so|mt|mta|ate|a"
    r"|essa)){0,2}"
)

THEMES = (
    theme(
        "put in",
        "stent stents marcapasso protese proteses safena safenas sonda cateter dreno bypass diu desfibrilador fistula",
        needs=frozenset(["self", "relative", "mine", "person", "of a person"]),
        before=_PUT_IN + _SOME,
        after=rf"\s(?:de safena|gastric[oa]|cardiac[oa]|mamari[oa]|coronari[oa]|hormonal|urinari[oa]|cervical"
        rf"|ortopedic[oa]"
        rf"|vesical|nasal|(?:n[oa]s?|de)\s(?:meu\s|minha\s)?{_BODY})|(?=\W|$)",
        bound="both",
    ),
    theme(
        "put in",
        "protese pino pinos gesso tala ponte valvula balao parafuso parafusos stent stents marcapasso"
        " valvula silicone implante enxerto pontos",
        needs=NOBODY,
        after=rf"\s(?:n[oa]s?|de)\s(?:meu\s|minha\s)?{_BODY}",
        frame=_PUT_IN + _SOME,
        bound="after",
    ),
    theme(
        "operation",
        "plastica rinoplastia lipo lipoaspiracao lipoescultura abdominoplastia mamoplastia blefaroplastia otoplastia"
        " bichectomia septoplastia cesaria raspagem drenagem puncao ligadura redesignacao postectomia artroplastia"
        " facectomia histeroscopia laparoscopia ablacao cateterismo bioimpedancia embolizacao esterilizacao conizacao",
        needs=ANYBODY,
        after=rf"(?:\s(?:n[oa]s?|de|d[oa])\s(?:meu\s|minha\s)?{_BODY}|\sredutora)?",
    ),
    theme(
        "operation",
        "plastica canal lipo raspagem puncao drenagem ligadura infiltracao",
        needs=NOBODY,
        after=rf"\s(?:n[oa]s?|d[oa])\s(?:meu\s|minha\s)?{_BODY}",
        bound="after",
    ),
    theme(
        "result",
        "nic birads rads lsil hsil ascus tirads gleason",
        needs=NOBODY,
        before=r"(?:bi|ti)[- ]?",
        after=r"\s?(?:[0-9]{1,2}|i{1,3})(?:\s?[a-c])?",
        bound="after",
    ),
    theme(
        "result",
        "viral cd indetectavel",
        needs=ANYBODY,
        before="carga",
        after=r"\s?(?:indetectavel|[0-9]{1,4}|alta|baixa)",
    ),
    theme(
        "found",
        illnesses.CONDITIONS,
        needs=NOBODY,
        frame=r"(?:exames?|laudo|resultado|medic[oa]|doutora?|ultrassom|biopsia|teste|raio x|ressonancia"
        r"|tomografia|sangue)"
        r"(?:\s[a-z]{1,12}){0,3}",
        before=r"(?:deu|acusou|apontou|detectou|mostrou|constatou|confirmou|veio|apareceu|disse que e|acha que e"
        r"|suspeita de)",
        after=r"(?:\s(?:de|d[oa]|n[oa])\s[a-z]{3,14}|\sgestacional)?",
        bound="before",
    ),
    theme(
        "found",
        illnesses.CONDITIONS,
        needs=NOBODY,
        before="deu",
        after=r"(?:\sgestacional|\stipo [12])?\s(?:nos?|em)\s(?:meus?\s|minhas?\s)?(?:exames?|biopsia|sangue"
        r"|ultrassom|laudo)",
        bound="both",
    ),
    theme(
        "drug",
        "mg mcg ui",
        needs=NOBODY,
        before=rf"{_TAKES}\s[a-z]{{4,20}}\s(?:[a-z]{{1,12}}\s)?(?:de\s)?[0-9]{{1,4}}(?:[.,][0-9]{{1,2}})?",
        bound="before",
    ),
    theme(
        "drug",
        "gotas comprimido comprimidos ampola ampolas adesivo injecao capsula capsulas bombinha colirio",
        needs=NOBODY,
        frame=_TAKES,
        after=r"\sd[eo]\s[a-z]{4,20}",
        bound="after",
    ),
    theme(
        "diet",
        _ALLERGENS,
        needs=NOBODY,
        before=rf"nao {_EATS}(?: (?:comer|ingerir|tomar|consumir|com|usar|nada))?(?: (?:com|de|nada|a|o|que tenha))?",
        after=r"\sdo mar",
        bound="before",
    ),
    theme(
        "symptom",
        "tontura tonturas nausea nauseas enjoo enjoos coceira calafrio calafrios tremor tremores palpitacao"
        " palpitacoes febre"
        " ansia azia dormencia caimbra caimbras fraqueza manchas bolhas ferida feridas corrimento calombo caroco"
        " ardencia"
        " moleza tremedeira falta zonzeira pigarro rouquidao queimacao refluxo soluco assadura assaduras brotoeja"
        " hematoma"
        " inchaco sangramento hemorragia fogachos delirio alucinacao alucinacoes diarreia vomito vomitos colica"
        " colicas",
        needs=frozenset([*ANYBODY, "said of", "stated"]),
        before=_FEELING,
        after=rf"(?:\sde ar)?(?:\s(?:forte|horrivel|intensa?|alta|no corpo)|\s(?:n[oa]s?|pel[oa])\s(?:meu\s"
        rf"|minha\s)?(?:corpo"
        rf"|{_BODY}))?(?<!falta)",
        bound="both",
    ),
    theme(
        "symptom",
        "vomitei vomitou vomitando tossindo tussindo enjoada enjoado tonta tonto zonza zonzo adoentad* dodoi febril",
        needs=frozenset(["self", "relative", "mine"]),
        after=r"(?!\s(?:d[aeo]|com)\s)",
        bound="after",
    ),
    theme("symptom", "vomitei mancando menstruei", needs=NOBODY, after=r"(?!\s(?:d[aeo]|com)\s)", bound="after"),
    theme(
        "symptom",
        "mal",
        needs=NOBODY,
        before="(?:passei|passou|passando|passo) (?:muito |super )?",
        after=r"(?!\s(?:d|[oa]s?\s))",
        bound="both",
    ),
    theme("put in", "passo", needs=ANYBODY, before="marca[- ]", bound="before"),
    theme(
        "ward",
        "uti cti emergencia enfermaria pronto",
        needs=NOBODY,
        before=r"(?:sai|saiu|fui|foi|esta|ta|tava|estava|levad[oa]|internad[oa]|parei|parou|fiquei|ficou"
        r"|dias)(?: parar)? (?:d[oa]|pr[oa]|n[oa])",
        after=r"(?:[- ]socorro)?",
        bound="before",
    ),
    theme(
        "dependence",
        "aa",
        needs=NOBODY,
        before=r"(?:frequento|frequenta|vou|vai|participo|reuniao|grupo|entrei) (?:o|d[oe]|n[oa]|a[o]?)",
        bound="before",
    ),
    theme(
        "complaint",
        "doente doentes",
        needs=ANYBODY | {"dated"},
        after=r"(?:\s(?:renal|cardiac[oa]|terminal|cronic[oa]|mental|d[oae]s? (?:coracao|rins|rim|pulmao|figado"
        r"|cabeca))){0,2}"
        r"(?!\s(?:por|de|com|pel[oa])\s)",
        bound="after",
    ),
    theme(
        "rest", "repouso", needs=ANYBODY, before="de|em", after=r"\s(?:absoluto|medico|relativo|total)", bound="after"
    ),
    theme(
        "clipping",
        "ler lerdort",
        needs=NOBODY,
        frame=r"(?:tenho|afastad[oa]s?|encostad[oa]) (?:d[ao] [a-z]{3,12} )?(?:por|com)?",
    ),
    theme(
        "leave",
        "doenca invalidez pericia saude",
        needs=NOBODY,
        before=r"(?:auxilio|aposentad[oa]|aposentei|aposentadoria|afastad[oa]|encostad[oa]|licenca|afastamento|atestado)"
        r"(?: (?:por|de|pela|na|a|para tratamento de))?[- ]?",
        bound="before",
    ),
    theme(
        "dependence",
        "anonimos recuperacao sobrio sobria",
        needs=_WRITER,
        before=r"(?:alcoolicos|narcoticos|jogadores|clinica de|casa de)",
        bound="before",
    ),
    theme(
        "dependence",
        "beber fumar cheirar usar",
        needs=NOBODY,
        before=r"(?:parei|parou|parar|larg[a-z]{1,3}) de",
        after=r"(?:\s(?:drogas?|po|crack|maconha|cigarro))?",
        frame=r"(?:eu|meu [a-z]{2,10}|minha [a-z]{2,10}|el[ea]|tentando|consigo|quero)",
        bound="before",
    ),
    theme(
        "pregnancy",
        "engravidar gravidez bebe nenem gestacao parto barriga bolsa",
        needs=NOBODY,
        before=r"(?:tentando|perdi (?:o|meu|um)|perdeu (?:o|um)|ganhei|ganhar|vou ganhar|vai ganhar|trabalho de"
        r"|interromp[a-z]{1,3} (?:a|uma)|risco na|tratamento (?:pra|para))",
        after=r"(?!\s(?:de|do|da)\s(?!alto|risco))",
        bound="both",
    ),
    theme("pregnancy", "barriga", needs=NOBODY, after=r"\sde\s[0-9]{1,2}\s(?:meses|mes|semanas)", bound="after"),
    theme("pregnancy", "buchuda prenha barriguda", needs=frozenset(["admitted", "relative"])),
    theme("pregnancy", "estourou", needs=NOBODY, before="(?:minha )?bolsa", after=r"(?=\W|$)(?!\sa)", bound="both"),
    theme(
        "asked for",
        illnesses.BODY.replace("?", "")
        + " pressao colesterol ansiedade dormir nervos rodas muleta muletas andador bengala",
        needs=_ASKED,
        before=r"cadeira de|problema (?:de|n[oa])",
    ),
    theme(
        "aid",
        "muleta muletas andador bengala rodas",
        needs=NOBODY,
        frame=r"(?:and[a-z]{1,3}|to|tou|ta|estou|esta|fic[a-z]{1,3}|locomov[a-z]{1,3}|vive|vivo|so|ser|entro|entra|subo|preso|presa)",
        before=r"(?:de|com|n[ao]s?|numa)(?: uma?)?(?: cadeira de)?",
        bound="before",
    ),
    theme("event", "positivei positivou", needs=NOBODY, after=r"(?:\s(?:pr[ao]|para)\s[a-z]{3,12})?"),
    theme("found", "pylori", needs=ANYBODY, before=r"h\.? ?", after=""),
    theme(
        "complaint",
        "problema problemas sofro sofre",
        needs=TOLD,
        after=rf"(?:\s(?:seri[oa]s?|graves?|cronic[oa]s?))?\s(?:d[aeo]|n[oa])\s(?:{_BODY}|nervos?|pressao|cabeca|vista)",
        bound="after",
    ),
    theme(
        "told abroad",
        "allergy allergies allergic diabetic pregnant asthma asthmatic depression wheelchair disabled blind deaf"
        " autistic"
        " epilepsy celiac coeliac vegan fever surgery alergico embarazada diabetico enfermo enferma",
        needs=ANYBODY,
        before=r"(?:a )?(?:(?:severe|bad|strong|serious|very|mild) )?(?:(?:peanut|nut|milk|shellfish|seafood|egg"
        r"|gluten|soy"
        r"|lactose|penicillin|food) )?",
        after=r"\s(?:to|a)\s[a-z]{3,12}",
        frame=r"(?:have|has|had|am|is|i'm|a|with|got|he's|she's|my son's|soy|estoy|es|esta|my|in|having)",
    ),
)
