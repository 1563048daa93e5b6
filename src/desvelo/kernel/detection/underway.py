"""What somebody is going through: drips and wards, leaves for a part of the body, drugs asked about and then told.

Each theme is one class of sayings; the illness itself need not be named.

Source: LGPD art. 5, II; guidelines.md (HEALTH).
"""

from desvelo.kernel.detection import illnesses
from desvelo.kernel.detection.phrases import NOBODY, TOLD, theme
from desvelo.kernel.detection.wordlist import one_of

_BODY = one_of(illnesses.BODY)
_SPENT = (
    r"(?:pass(?:ei|ou|amos|ando)|fi(?:quei|cou|camos)|vir(?:ei|ou|amos)|amanhec(?:i|eu))(?: (?:a|o|as|os|uma|um|duas"
    r"|dois"
    r"|tres|[0-9]{1,2}|tod[oa]))? (?:noites?|dias?|madrugada|tarde|manha|semanas?|fim de semana|domingo|sabado|feriado"
    r"|horas|internad[oa])(?: (?:toda|inteir[oa]|passad[oa]))?(?: (?:deitad[oa]|internad[oa]|tomando|recebendo))?"
    r"(?: (?:n[oa]|num|numa|em|pel[oa]))?"
)
_GOES_ON = (
    r"(?=\s?[,;.]?\s(?:(?:e|mas|ai|dai|entao|agora|por isso)\s)?(?:eu\s)?(?:to|tou|estou|nao|tive|vou|fui|fiquei|fico"
    r"|preciso|peguei|me|o medico|a medica|ta|esta|tava|parei)\b)"
)

THEMES = (
    theme(
        "ward",
        "soro upa hospital pronto-socorro pronto ambulatorio enfermaria uti cti oxigenio emergencia",
        needs=NOBODY,
        before=_SPENT,
        after=r"(?:[- ]socorro|[- ]atendimento)?(?:\s(?:tomando|recebendo|n[oa]) (?:soro|medicacao|remedio|oxigenio"
        r"|sangue"
        r"|injecao|veia))?(?!\s(?:d[eo] (?:cabelo|leite)|veterinari))",
        bound="both",
    ),
    theme(
        "ward",
        "soro medicacao injecao oxigenio morfina",
        needs=NOBODY,
        before=r"(?:tom(?:ei|ou|ando)|receb(?:i|eu|endo)|to n[oa]|ta n[oa]|estou n[oa]|esta n[oa]|tava n[oa])",
        after=r"\s(?:n[oa] (?:veia|hospital|upa|pronto|postinho|posto|braco)|no soro|direto|a noite toda)",
        bound="both",
    ),
    theme(
        "ward",
        "internei internou internamos internaram internar interna",
        needs=NOBODY,
        before=r"(?:(?:vou|vai|precis[oa]|preciso|precisou|quer|quero|mandou|mandaram|tive que|teve que|tem que) )?"
        r"(?:me|se)|(?:vou|vai|precis(?:o|a|ou|ei)|mandou|mandaram|tive que|teve que|tem que)",
        after=r"(?:\s(?:n[oa]|num|numa|em|pra|pro|para|por)(?: (?:o|a|causa d[aeo]))? ?[a-z]{2,14})?(?!\s?(?:o cao"
        r"|vet))",
        bound="before",
    ),
    theme(
        "leave",
        "atestado afastad* afastamento licenca encostad* pericia pericias",
        needs=NOBODY,
        after=r"(?:\smedic[oa])?\s(?:por causa d[aeo]s?|por conta d[aeo]s?|devido a[os]?|d[aeo]s?|pel[oa]|por)\s"
        rf"(?:meu\s|minha\s|problema n?d?[oa]\s)?(?:{_BODY}|depressao|nervos?|stress|estresse|psiquiatr[a-z]{{1,4}})",
        bound="after",
    ),
    theme(
        "bleeding",
        "sangrando sangro sangrei sangra sangrou",
        needs=frozenset(["self", "relative", "mine", "said of"]),
        after=r"\s(?:muito|demais|sem parar|direto|bastante|ha|faz|desde|pel[oa]|d[oa] nariz"
        r"|todo dia)(?:\s[a-z0-9]{1,10})?",
        bound="after",
    ),
    theme(
        "pregnancy",
        "prenha buchuda barriguda embuchada gravidinha gravida gestante pejada barrigudinha",
        needs=frozenset([*TOLD, "said of"]),
        after=r"\s(?:de|com|d[eu]ns?|ja de|quase)\s(?:quase\s|uns\s)?(?:[0-9]{1,2}|um|dois|tres|quatro|cinco|seis"
        r"|sete|oito"
        r"|nove)\s?(?:meses|mes|semanas?|sem|m\b)",
        bound="after",
    ),
    theme(
        "found",
        illnesses.CONDITIONS,
        needs=NOBODY,
        before=r"(?:deu|tive|teve|peguei|pegou|descobri(?:ram|u)?|acusou)(?: (?:um|uma|o|a|ate|tambem|uns|umas))?",
        after=_GOES_ON,
        bound="both",
    ),
    theme(
        "found",
        illnesses.CONDITIONS,
        needs=NOBODY,
        after=r"\s(?:me (?:pegou|derrubou|venceu|afastou|levou|deixou|impede|atrapalha|atacou)|nao me (?:deixa|larga))",
        bound="after",
    ),
    theme(
        "result",
        "positivo positiva reagente negativo",
        needs=NOBODY,
        before=r"(?:deu|testei|testou|testamos|saiu|veio|fui|foi)",
        after=rf"\s(?:pra|pro|para|p|em|de)\s(?:o\s|a\s)?{one_of(illnesses.CONDITIONS.replace('*', '[oa]'))}",
        bound="both",
    ),
    theme(
        "drug",
        illnesses.DRUGS,
        needs=NOBODY,
        after=r"(?=\s?[?!.,;]{1,3}\s(?:(?:e|eu|pq|porque|que|e que|mas|ja|ainda|so)\s){0,2}(?:tomo|uso|tomava|usava"
        r"|tomei"
        r"|comecei|faco uso|to tomando|estou tomando|dependo|nao fico sem)\b)",
        bound="after",
    ),
    theme(
        "rest",
        "repouso",
        needs=NOBODY,
        before=r"(?:to|tou|estou|ta|esta|fiquei|ficar|fico|ficou|tava|estava) (?:em|de)",
        after=r"\s(?:por (?:ordem|causa|conta|recomendacao|[0-9]{1,2})|depois d[ao]|absoluto|total|medico|ate|em casa)",
        bound="both",
    ),
    theme(
        "cycle",
        "menstruacao menstruacoes",
        needs=NOBODY,
        after=r"\s(?:(?:ta|esta|ainda|que|ja|sempre|vem|anda)\s){0,2}(?:atrasad[ao]|atrasou|atrasa|nao (?:veio"
        r"|desceu|vem)"
        r"|desregulad[ao]|irregular)",
        bound="after",
    ),
)
