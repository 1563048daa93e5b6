"""What the faithful do, wear, eat and go to; a bare word at the head of a sentence that goes on about its writer.

Source: IBGE, Censo Demográfico 2010 (names of the religions declared); guidelines.md (RELIGION).
"""

from desvelo.kernel.detection import faiths
from desvelo.kernel.detection.phrases import NOBODY, theme

_SOMEBODY = frozenset(["self", "relative", "mine", "person", "admitted", "of a person"])
_HOUSE = "terreiro sinagoga mesquita templo ile barracao congregacao candomble umbanda macumba ashram"
_GOES = (
    r"(?:frequent[a-z]{1,4}|congreg[a-z]{1,4}|vou|vamos|vai|ia|sirvo|toco|canto|participo|trabalho|incorporo"
    r"|bato cabeca"
    r"|fui (?:iniciad[oa]|feit[oa]|criad[oa]|batizad[oa])|iniciad[oa]|coordeno|lidero|prego|ministro|moro|nasci|cresci)"
    r"(?: (?:atabaque|violao|bateria|teclado|guitarra|orgao|coral|louvor))?"
)

THEMES = (
    theme(
        "goes to",
        "missa culto gira sessao celula terreiro igreja novena vigilia",
        needs=NOBODY,
        before=r"(?:(?:eu|nos|gente) )?(?:vou|vamos|vai|frequento|ia|toco|canto|nao (?:perco|falto)) (?:a[o]?|n[ao]"
        r"|pr[ao]|o)",
        after=r"\s(?:tod[oa]s?(?: (?:os|as|o|a))? (?:domingos?|sabados?|dias?|semanas?|quartas?|sextas?|quintas?"
        r"|noites?)"
        r"|aos (?:domingos|sabados)|todo santo dia|de domingo)",
        bound="both",
    ),
    theme(
        "keeps",
        "ramada ramadan shabat shabbat sabbath sabat yom chanuca",
        needs=NOBODY,
        before=r"(?:to|tou|estou|estamos|tamo|tamos|guard(?:o|amos|a)|fac?o|fazemos|respeit(?:o|amos)|celebr(?:o|amos)"
        r"|observ(?:o|amos)|por causa|jejum|jejuando)(?: (?:n[oa]|o|d[oa]|de|pel[oa]))?",
        after=r"(?:\skippur)?",
        bound="before",
    ),
    theme(
        "goes to",
        _HOUSE,
        needs=NOBODY,
        before=rf"{_GOES}(?: (?:um|uma|o|a|n[oa]|num|numa|d[oa]|em|pr[oa]|ao))?(?: minha| meu)?",
        after=r"(?!\s(?:comercial|da cidade|de (?:distribuicao|saude|compras)|cirurgic|medico|esportivo))"
        r"(?:\s(?:espirita|de umbanda|de candomble|budista|kardecista|hare krishna))?(?<!trabalho templo)",
        bound="both",
    ),
    theme(
        "belief",
        faiths.FAITHS + " crente crentes",
        needs=NOBODY,
        after=r"(?=,\s(?:nao|nem|so)\s(?:(?:posso|pode|podemos|usamos|comemos|com(?:o)|beb[oe]|danc[oa]|us[oa]"
        r"|comemor[oa]"
        r"|trabalh[oa]|aceit[oa]|particip[oa]|faco|ouco)\b))",
        bound="after",
    ),
    theme(
        "office",
        "benzedeir* rezadeir* raizeir* curandeir* cartomante tarolog* paje yawo iawo iao abian abia ebomi egbomi"
        " ekedji axogun alabe pai-pequeno zelador zeladora sacristao"
        " capelao capela acolito novica arcebispo aiatola mula ima imam guru lama bispo bispa apostolo",
        needs=frozenset(["admitted", "of a person"]),
        after=r"(?!\s(?:d[oe] (?:predio|condominio)|predial|por mim))(?:\sd[aeo] (?:santo|casa|igreja|paroquia"
        r"|terreiro|axe))?"
        r"(?<!zelador)(?<!zeladora)",
        bound="after",
    ),
    theme(
        "teaches",
        "catequese crisma evangelismo doutrina ebd estudo escola",
        needs=NOBODY,
        before=r"(?:dou|da|damos|faco|faz|fazendo|ensino|professora? d[ae]|lidero|coordeno)(?: (?:aula de|a|o|na))?",
        after=r"(?:\s(?:biblico|biblica|dominical|d[ao] igreja))?(?<!estudo)(?<!escola)",
        bound="both",
    ),
    theme(
        "grounds",
        "religios* religiao crenca",
        needs=NOBODY,
        before=r"(?:por |de )?(?:motivos?|questao|questoes|razao|razoes|conviccao|conviccoes|objecao|preceitos?|dogmas?"
        r"|obrigacao|obrigacoes|dieta|costumes?|feriado)(?: de ordem| d[ae])?(?: minha| nossa)?",
        bound="before",
    ),
    theme(
        "belief",
        "convertid* batizad* crismad* iniciad* ordenad* consagrad*",
        needs=_SOMEBODY,
        after=r"\s(?:a[o]?|n[ao]|em|pr[oa]|como)\s(?:islam?|islamismo|judaismo|budismo|umbanda|candomble|espiritismo"
        r"|fe|evangelho"
        r"|catolicismo|protestantismo|igreja|catolic[oa]|pastora?|padre|diacono|orixa|santo|lei|axe|jesus|cristo"
        r"|[a-z]{3,9} santo)"
        r"(?:\s(?:de|d[oa])\s[a-z]{3,12})?",
        bound="after",
    ),
    theme(
        "belief",
        "converti converteu convertemos",
        needs=NOBODY,
        frame=r"(?:me|se|nos)",
        after=r"(?:\s(?:a[o]?|n[ao]|em|pr[oa])\s[a-z]{3,14}(?:\s(?:de deus|batista|catolica|crista|adventista"
        r"|universal))?)?"
        r"(?!\s(?:em cliente))",
        bound="after",
    ),
    theme(
        "prays",
        "rezo oro creio louvo cultuo adoro acredito sirvo rezamos oramos cremos",
        needs=NOBODY,
        after=r"\s(?:para|pra|a|em|o|aos?|n[oa]s?)\s(?:ala|jeova|jesus|buda|krishna|orixas?|santos?|espiritos?"
        r"|deuses|deusa"
        r"|nossa senhora|oxala|oxum|ogum|iemanja|exu|xango|virgem maria|alla)",
        bound="after",
    ),
    theme(
        "named",
        "fe religiao crenca doutrina igreja",
        needs=NOBODY,
        before=r"(?:n[ao]|pel[ao]|segundo a|conforme a) (?:minha|nossa)",
        after=r"(?:\s(?:baha|catolica|judaica|crista|islamica|budista|hindu|evangelica|espirita|mulcumana"
        r"|muculmana)(?:'i)?)?",
        bound="before",
    ),
    theme(
        "rite",
        "crismar comungar crisma",
        needs=NOBODY,
        before=r"(?:vai|vou|vamos|quer|quero|vai se|vou me|meu|minha)(?: fazer a| fazer)?",
        after=r"(?!\s(?:de fogo|o (?:carro|barco)))",
        bound="both",
    ),
    theme(
        "rite",
        "kele quele preceito",
        needs=NOBODY,
        before=r"(?:(?:estou|to|ta|esta|tirei|uso|com|fiquei) (?:de|o|em|no)|de)",
        bound="before",
    ),
    theme(
        "rite",
        "obrigacao obrigacoes",
        needs=NOBODY,
        before=r"(?:minha|dei|tomei|dou|fiz)(?: a| minha)?",
        after=r"\sde (?:[0-9]{1,2}|um|tres|sete|quatorze|vinte e um) anos?",
        bound="both",
    ),
    theme(
        "serves",
        "pastoral paroquia igreja diocese cruzada liturgia catequese missoes dizimo obreiros sinagoga mesquita",
        needs=NOBODY,
        before=r"(?:sou|era|fui|virei|como|e) (?:o |a |um |uma )?(?:voluntari[oa]|coordenadora?|membr[oa]|lider"
        r"|secretari[oa]|agente"
        r"|music[oa]|cantora?|tesoureir[oa]|dirigente|ministr[oa]|leitora?|missionari[oa]|professora?"
        r"|instrutora?) d[aeo]s?"
        r"(?: (?:pastoral|minha|nossa))?",
        after=r"(?:\sd[aeo]s?\s[a-z]{3,14}|\s(?:familiar|carceraria|batista|catolica|universal))?",
        bound="before",
    ),
    theme(
        "retreat",
        "retiro encontro culto missa vigilia congresso celula louvor ensaio acampamento",
        needs=NOBODY,
        before=r"(?:(?:vou|vamos|fui|tenho|temos|ia|prego|canto|to|estou|toco|faco)(?: (?:pr[oa]|a[o]?|n[oa]|em"
        r"|d[oe]|um|uma|o))?)",
        after=r"\sd[ae]\s(?:minha |nossa )?(?:igreja|paroquia|assembleia|congregacao|celula|jovens da igreja"
        r"|casais da igreja)"
        r"|\sn[ao]\s(?:minha |nossa )?(?:igreja|assembleia|congregacao|paroquia)",
        bound="both",
    ),
    theme(
        "office",
        faiths.OFFICES,
        needs=NOBODY,
        after=r"\s(?:d[ao]|n[ao])\s(?:universal|assembleia|batista|congregacao|quadrangular|igreja|paroquia|terreiro"
        r"|diocese|maranata|adventista|presbiteriana|metodista|mundial)(?:\s(?:de deus|crista))?"
        r"(?=,\s[^?]{0,40}(?:quero|preciso|gostaria|tenho|aqui|meu|minha)\b)",
        bound="after",
    ),
    theme(
        "put out",
        "igreja congregacao terreiro salao seita paroquia",
        needs=NOBODY,
        before=r"(?:expuls[oa]|desassociad[oa]|excluid[oa]|disciplinad[oa]|afastad[oa]|sai|saiu|desviad[oa]|batizad[oa]"
        r"|casad[oa]|larguei|deixei) (?:d[ao]|n[ao]|a|o)(?: minha| meu)?",
        frame=r"(?:fui|foi|me|eu|ja|minha [a-z]{2,8}|meu [a-z]{2,8}|estou|to|ela|ele)(?: (?:ser|ja))?",
        after=r"(?:\s(?:do reino|crista|evangelica|catolica|batista|adventista))?"
        r"(?!\s(?:agora|ontem|hoje|as|de (?:beleza|festas?|jogos)|tarde|d[ao] (?:rua|centro|bairro)))",
        bound="both",
    ),
    theme(
        "service",
        "igreja missa culto terreiro paroquia louvor",
        needs=NOBODY,
        before=r"(?:toco|canto|prego|sirvo|ajudo|congrego|toca|canta|prega|bato (?:tambor|atabaque))"
        r"(?: [a-z]{3,10})? (?:n[ao]|d[ao])(?: minha| nossa)?",
        after=r"(?=\s?(?:[,.;!\n]|$)|\se\b|\s(?:batista|catolica|evangelica|todo|aos|de domingo)\b)",
        bound="both",
    ),
    theme(
        "rite",
        "turbante veu hijab guia guias kipa quipa batina habito",
        needs=NOBODY,
        before=r"(?:d?[oae]s? )?(?:meus?|minhas?)",
        after=r"\s(?:de (?:iniciad[oa]|santo|cabeca|contas|oxum|ogum|iemanja|oya|orixa|freira|mulcumana"
        r"|muculmana|religiao)"
        r"|religios[oa]s?|islamic[oa])",
        bound="both",
    ),
)
