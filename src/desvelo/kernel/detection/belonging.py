"""How people belong to a union, beside being its members: what they pay, do, hold, leave and win there.

Loose on purpose: a word of belonging, up to three words, and the union.  That a union is near, open or asked for is no
word of belonging.

Source: LGPD art. 5, II; CLT art. 511 to 521; guidelines.md (UNION).
"""

from desvelo.kernel.detection.phrases import NOBODY, theme

SOMEBODY = frozenset(["self", "relative", "mine", "person", "admitted", "of a person"])
_BELONGS = (
    r"(?:eleit[oa]|elegeram|represent[a-z]{1,5}|particip[a-z]{1,5}|assembleias?|carteirinha|carteira|contribu[a-z]{1,6}"
    r"|mensalidade|anuidade|plano|advogad[oa]|assessor[a-z]?|trabalh[a-z]{1,4}|sa[ií]|saiu|sair|des?filia[a-z]{0,4}"
    r"|(?:des)?filiei|filia[a-z]{0,4}|associ[a-z]{2,5}|sindicaliz[a-z]{2,4}|cipeir[oa]|milit[a-z]{1,6}|delegad[oa]"
    r"|diretora?|diretoria|chapa|secretari[oa]|presid[a-z]{1,5}|tesoureir[oa]|conselh[a-z]{1,5}|comissao|lider[a-z]{0,5}"
    r"|fund[a-z]{1,4}|acao|processo|dirig[a-z]{1,5}|demitid[oa]|liberad[oa]|mandato|cargo|reuniao|reunioes|membr[oa]"
    r"|soci[oa]|taxa|imposto|vot[a-z]{1,3}|candidat[a-z]{1,4}|concorr[a-z]{1,4}|oposicao|coordena[a-z]{1,4}|estabilidade"
    r"|ficha|inscri[a-z]{2,5}|ligad[oa]|vinculad[oa]|engajad[oa]|afastad[oa]|licenciad[oa]|homologa[a-z]{2,4}|militante"
    r"|entrei|entrou|pertenc[oe]|faco parte|fazemos parte|descont[a-z]{1,4}|convenio)"
)
_GAP = r"(?: [a-z]{1,12}){0,3} (?:a[o]?|d[oa]|n[oa]|pel[oa]|pr[oa]|com [oa]|o|contra o|junto ao|para o|por um|um|de um)"
_NAME = (
    r"(?:\s(?:d[aeo]s?|em|n[ao]s?)\s(?!minha|meu|folha|ano|mes|semana)[a-z]{4,20}|\s(?:rural|patronal|unificado)){0,2}"
)
_WORKERS = (
    r"\sd[aeo]s?\s(?:trabalhador|metalurgic|bancari|professor|servidor|petroleir|quimic|vigilant|enfermeir|comerciari"
    r"|rodoviari|jornalist|agricultor|medic|motorist|domestic|textei|grafic|eletricitari|urbanitari|portuari)[a-z]{0,4}"
)
_STRUCK = (
    r"(?:particip[a-z]{1,4}|ader[a-z]{1,4}|fiz|fizemos|fazendo|lider[a-z]{1,3}|organiz[a-z]{1,3}|pux[a-z]{1,3}"
    r"|comand[a-z]{1,3}|entrei|entramos|comando|comite|piquete|por|apoiei|em)(?: (?:d[ae]|a|em|n[ao]|uma|est[ae]"
    r"|essa))?"
)

THEMES = (
    theme("belongs", "sindicato sindicatos", needs=SOMEBODY, before=_BELONGS + _GAP, after=_NAME, bound="before"),
    theme(
        "belongs",
        "federacao confederacao associacao central",
        needs=SOMEBODY,
        before=_BELONGS + _GAP,
        after=_WORKERS,
        bound="both",
    ),
    theme(
        "belongs",
        "sindicato",
        needs=NOBODY,
        before=r"trabalh(?:o|ei|amos|ava) (?:(?:como|de) [a-z]{3,14} )?(?:n[oa]|pr[oa]|pel[oa]|para o)",
        after=_NAME,
        bound="before",
    ),
    theme("belongs", "sindicato", needs=NOBODY, before=r"(?:meu|nosso)", after=_NAME, bound="before"),
    theme(
        "belongs",
        "sindicato",
        needs=NOBODY,
        after=_NAME,
        before=r"(?:cancel[a-z]{1,4}|par[a-z]{1,3}|suspend[a-z]{1,3}|retir[a-z]{1,3}|tir[a-z]{1,3}|recus[a-z]{1,3}"
        r"|nao autorizo|devolv[a-z]{1,4}|estorn[a-z]{1,3})(?: [a-z]{1,10})?(?: [a-z]{1,12})? (?:d[oa]|pr[oa]|a[o]?)",
        bound="before",
    ),
    theme(
        "dues",
        "sindical",
        needs=NOBODY,
        before=r"(?:cancel[a-z]{1,4}|par[a-z]{1,3}|suspend[a-z]{1,3}|recus[a-z]{1,3}|nao autorizo|pag[oa][a-z]{0,2}"
        r"|descont[a-z]{1,5}|devolv[a-z]{1,4}|contra)(?: (?:de|d?[ao]|minha|pagar|descontar)){0,2} "
        r"(?:contribuicao|mensalidade|taxa|desconto)",
        bound="before",
    ),
    theme(
        "office",
        "delegad*",
        needs=frozenset(["admitted", "relative", "of a person", "self"]),
        after=r"\s(?:de base|sindical)",
        bound="after",
    ),
    theme(
        "strike",
        "greve greves paralisacao piquete",
        needs=SOMEBODY,
        before=_STRUCK,
        after=r"(?!\s(?:de fome|d[oe]s? (?:caminhoneiros|onibus|correios|metro)\b))(?:\sd[oa]s?\s(?!ano"
        r"|mes)[a-z]{5,16})?",
        bound="both",
    ),
)
