"""How people tell of their sexual life: what was done, with whom, how protected.

Source: LGPD art. 5, II; guidelines.md (SEX_LIFE).
"""

from desvelo.kernel.detection.phrases import ANYBODY, NOBODY, theme

THEMES = (
    theme("life", "transei transamos transo", needs=NOBODY, after=r"(?:\s(?:sem|com)\s[a-z]{3,14})?"),
    theme(
        "life",
        "relacao relacoes",
        needs=NOBODY,
        before=r"(?:tive|tenho|tivemos|temos|mantenho|fiz|teve)(?: uma?| muitas)?",
        after=r"\s(?:sexual|sexuais|intim[ao]s?|anal|oral|extraconjugal|desprotegida|sem (?:protecao|camisinha"
        r"|preservativo)"
        r"|com (?:(?:um|outro|varios) )?(?:homens?|homem|mulher|mulheres|outra mulher|os dois"
        r"|garot[oa]s? de programa)(?: e "
        r"(?:mulheres|homens))?)(?:\ssem (?:protecao|camisinha|preservativo))?",
        bound="both",
    ),
    theme(
        "life",
        "amante amantes trisal nudes nude masturbo masturbei masturbacao",
        needs=frozenset(["self", "mine", "relative"]),
        after=r"(?!\sd[aeo])",
        bound="after",
    ),
    theme(
        "life",
        "camisinha preservativo",
        needs=NOBODY,
        before=r"(?:trans[a-z]{1,4}|relacao|relacoes|sexo|gozou|foi|fiz|fizemos|dei|dormi)(?: [a-z]{1,8}){0,3} sem",
        bound="before",
    ),
    theme("life", "camisinha", needs=NOBODY, after=r"\s(?:estourou|rasgou|furou|vazou|saiu)", bound="after"),
    theme(
        "life",
        "parceir* ficantes ficante contatinhos relacoes companheiros",
        needs=NOBODY,
        before=r"(?:tenho|tive|temos|tem|com|varios|varias)(?: (?:muit[oa]s|vari[oa]s|mais de (?:um|uma)|dois|duas"
        r"|tres|outr[oa]s|[0-9]))",
        after=r"(?:\s(?:sexua(?:l|is)|fix[oa]s?))?(?!\s(?:comercia|n[ao]s?\s|de (?:negocio|trabalho|empresa)))",
        bound="both",
    ),
    theme(
        "life",
        "trai traiu traindo trair traido traida chifrou",
        needs=NOBODY,
        after=r"\s(?:(?:o|a) )?(?:meu|minha|me|seu|sua)\s(?:espos[oa]|marido|mulher|namorad[oa]|noiv[oa]"
        r"|companheir[oa]|ex)"
        r"|\scom\s(?:outr[oa]|um[a]?|meu|minha|a|o)\s(?:homem|mulher|car[oa]|colega|amig[oa]|vizinh[oa]|prim[oa]|pessoa|irm[aã]o?)",
        bound="after",
    ),
    theme(
        "life",
        "homem homens mulher mulheres cara caras menina meninas rapaz garoto garota pessoas",
        needs=NOBODY,
        before=r"(?:fiquei|ficando|fico|transei|transo|dormi|durmo|deitei|saio|me relaciono|relacionei|namoro"
        r"|relacoes?|envolvi"
        r"|casei|gozei|sexo) com(?: (?:um|uma|outr[oa]s?|varios|varias|dois|duas|tres|os dois|so))?",
        after=r"(?:\s(?:e|ou|e com)\s(?:homens?|mulher(?:es)?|meninas?))?",
        bound="before",
    ),
    theme(
        "life",
        "orgasmo tesao libido gozar erecao ereto",
        needs=NOBODY,
        before=r"(?:nao )?(?:tenho|consigo|consegue|sinto|perdi|perdeu|tem|manter|chego|falta de|sem|ter|baixa"
        r"|pouca)(?: (?:a|o|ao|uma|ter|manter))?",
        bound="before",
    ),
    theme(
        "life",
        "onlyfans privacy pornografia pornos porno nudes",
        needs=frozenset(["self", "mine", "relative"]),
        before=r"(?:faco|fiz|gravo|vendo|vende|faz|tenho|tem|mand[a-z]{1,3}|vaz[a-z]{1,4}|viciad[oa] em|assisto"
        r"|conteudo)(?: (?:um|uma|no|pro|pra|de|meus?|minhas?|os|as)){0,2}",
        bound="before",
    ),
    theme("life", "virgindade", needs=NOBODY, before=r"perd[a-z]{1,3} (?:a|minha|a minha)", bound="before"),
    theme("life", "estuprad* estupro", needs=frozenset(["self", "relative", "person", "mine"])),
    theme("life", "relacionamento casamento namoro", needs=ANYBODY, after=r"\s(?:aberto|a tres)", bound="after"),
    theme(
        "life",
        "sexo",
        needs=frozenset(["self", "mine", "relative", "person"]),
        before=r"(?:fiz|fizemos|faco|tive|fazer|profissional d[oe]|trabalho (?:com|d[oe]))",
        after=r"(?:\s(?:sem|com)\s[a-z]{3,14}(?:\s[a-z]{3,14})?)?",
        bound="before",
    ),
    theme(
        "life",
        "programa",
        needs=NOBODY,
        before=r"(?:sou |era )?(?:garot[oa]|faco|fazia|fazendo|acompanhante) ?(?:d[eo])?",
        after=r"(?!\sd[aeo]s?\s)",
        bound="both",
    ),
    theme("life", "virgem", needs=NOBODY, frame=r"(?:sou|ainda sou|era)"),
    theme(
        "life",
        "swing swinger poliamor poliamoros*",
        needs=frozenset(["admitted", "self"]),
        before=r"(?:casal d[eo]|praticante d[eo]|faco|fazemos)",
    ),
    theme(
        "life",
        "sexualmente",
        after=r"\sativ[oa]",
        bound="after",
        needs=frozenset(["self", "relative", "person", "admitted"]),
    ),
)
