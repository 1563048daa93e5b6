"""How a body fails: what it cannot do, what broke in it, what a finding says of it.

The classes here are made of parts of a body and verbs, not of names of illnesses.

Source: LGPD art. 5, II; guidelines.md (HEALTH).
"""

from desvelo.kernel.detection import illnesses
from desvelo.kernel.detection.phrases import ANYBODY, NOBODY, TOLD, theme
from desvelo.kernel.detection.wordlist import one_of

_BODY = one_of(illnesses.BODY + " siso unha unhas lado artelho calcanhar bacia gengiva testa virilha")
_OWN = (
    rf"(?:(?:d?[ao]s?|meus?|minhas?|um|uma|del[ea])\s)?{_BODY}(?: (?:do siso|siso|direit[oa]|esquerd[oa]|da frente))?"
)
_SOMEBODY = frozenset(["self", "relative", "mine", "person", "of a person", "stated"])

THEMES = (
    theme(
        "broke",
        "inflamou inchou infeccionou encravou encravad* doi doem doendo estalou travou trincou necrosou gangrenou"
        " paralisou atrofiou caiu quebrou",
        needs=NOBODY,
        before=rf"{_OWN}(?: (?:me|ainda|que|so|ta|esta|sempre|todo)){{0,2}}",
        after=r"(?!\s(?:d[aeo]s?|n[ao]|em)\s(?!min|meu|el|ontem|hoje))(?:\s(?:muito|demais|direto))?",
        bound="both",
    ),
    theme(
        "organ",
        "bexiga coracao rim rins figado pulmao pulmoes intestino medula prostata tireoide ovario ovarios utero estomago"
        " valvula",
        needs=ANYBODY | {"stated"},
        after=r"\s(?:neurogenic|dilatad|hiperativ|irritavel|aumentad|inflamad|frac|doente|comprometid|transplantad"
        r"|parad|policistic|gord|caid|solt|grande|crescid|falhando|parando|inchad)[oa]?s?",
        bound="after",
    ),
    theme(
        "cannot",
        "filhos engravidar engravido",
        needs=NOBODY,
        before=r"nao (?:posso|podemos|consigo|conseguimos|pode|consegue)? ?(?:ter|mais ter|engravidar)?",
        after=r"(?!\s(?:n[ao]|d[aeo]|juntos|hoje|aqui))",
        bound="both",
    ),
    theme(
        "cannot",
        "fala falar anda andar enxerga enxergar mexe mexer sentar levantar engolir respirar comer memoria banho",
        needs=frozenset(["relative", "self", "of a person", "person"]),
        before=r"nao (?:(?:pode|consegue|consigo|posso) (?:mais )?)(?:tomar )?",
        after=r"\s(?:sozinh[oa]|direito|desde o (?:avc|derrame|acidente)|sem (?:ajuda|aparelho|dor|andador|muletas?))",
        bound="both",
    ),
    theme(
        "wets",
        "cama calcas roupa fralda",
        needs=NOBODY,
        before=r"(?:faco|faz|fazendo|mij[a-z]{1,3}) (?:xixi|coco|as necessidades)? ?(?:n[ao]s?|em)",
        bound="before",
    ),
    theme(
        "self-harm",
        "corta cortou cortando mutila mutilou machuca",
        needs=frozenset(["relative", "of a person", "person"]),
        before="se",
        after=r"(?!\s(?:n[ao]|com)\s)",
        bound="both",
    ),
    theme(
        "wears",
        "fralda fraldas",
        needs=NOBODY,
        before=r"(?:usa|usam|uso|usando|precisa de|coloca)",
        frame=r"(?:pai|mae|avo|vo|sogr[oa]|marido|esposa|ti[oa]|idos[oa]|adult[oa]|eu|mainha|painho)(?: (?:que|ja"
        r"|ainda|so)){0,2}",
        bound="before",
    ),
    theme(
        "cycle",
        "menstruo menstrua menstruacao menstruei",
        needs=NOBODY,
        before=r"(?:nao|minha|parei de)",
        after=r"\s(?:ha|faz|desde|atrasad[ao]|atrasou|desregulad[ao]|nao (?:veio|desceu)|mais|direito)"
        r"(?:\s[0-9]{1,2}\s(?:meses|dias|semanas|anos))?",
        bound="both",
    ),
    theme("pressure", "pressao", needs=NOBODY, after=r"\s(?:nas alturas|la em cima|nas nuvens)", bound="after"),
    theme("put in", "passo", needs=TOLD, before="marca[- ]", bound="before"),
    theme("put in", "bypass sleeve balao", needs=TOLD, after=r"\s(?:gastric[oa]|intragastrico)", bound="after"),
    theme(
        "result",
        "positivo reagente positiva",
        needs=frozenset([*TOLD, "asked"]),
        before=r"(?:deu|saiu|veio|testei|testou|e|foi)?",
        after=r"\s(?:para|pra|pro|em|de)\s(?!(?:voc|vc|mim|caixa))[a-z][a-z0-9-]{2,16}",
        bound="after",
    ),
    theme(
        "cid",
        "laudo atestado diagnostico relatorio",
        needs=NOBODY,
        after=r"(?:\s(?:medico|aponta|diz|com|e|deu|codigo|veio|o|de|consta|esta)){0,3}[\s:]{1,2}[a-tv-z][0-9]{2}\.[0-9x]",
        bound="after",
    ),
    theme(
        "dependence",
        "drogas crack po alcool bebida cocaina vicio",
        needs=frozenset(["relative", "self", "of a person", "person"]),
        before=r"(?:esta|ta|caiu|entrou|voltou|vive|afundado|perdido|metido|se perdeu|atolado) (?:n[ao]s?|pr[ao]s?)",
        after=r"(?!\s(?:d[ea])\s)",
        bound="both",
    ),
    theme(
        "dependence",
        "bebe bebo bebia bebendo bebi fumo fumava",
        needs=frozenset(["relative", "self", "of a person"]),
        after=r"\s(?:todo dia|todos os dias|muito|demais|escondido|desde cedo|sem parar|(?:um|dois|[0-9]) macos?"
        r"|(?:ha|faz) [0-9]{1,2} anos|[0-9]{1,2} cigarros)(?!\s(?:cafe|agua|leite|suco|cha|refri))",
        bound="after",
    ),
    theme(
        "disorder",
        "sindrome doenca transtorno mal disturbio molestia",
        needs=TOLD,
        before=r"(?:portadora? d[ea]|com|tenho|tem)?",
        after=r"\sd[aeo]s?\s(?!(?:tanto|tanta|ligar|esperar|seculo|momento|moda|gente|todos|novo|povo|mundo|amor|vc|voc|dinheiro|loja|boi|vaca)\b)[a-z]{3,14}"
        r"(?:[- ](?:barre|danlos|lauer|gehrig|willi|chagas|body|tourette|turner|down|obsessivo(?: compulsivo)?))?",
        bound="after",
    ),
    theme(
        "therapy",
        "psicologo psicologa psiquiatra terapeuta neurologista neuro oncologista cardiologista nefrologista"
        " infectologista reumatologista hematologista fono geriatra",
        needs=NOBODY,
        before=r"(?:em tratamento com|(?:faco|faz|fazendo|comecei) (?:acompanhamento|tratamento) (?:com|n[oa])"
        r"|passo (?:com|n[oa])|meu|minha|me trato com|vou n[oa]|consulto (?:com|n[oa]))(?: [oa]| um| uma)?",
        after=r"(?=\W|$)(?!\s(?:d[aeo] (?:voc|vc)|atende|falou que nao))",
        bound="both",
    ),
)
