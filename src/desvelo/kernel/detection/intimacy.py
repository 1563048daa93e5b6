"""How people tell of their sexual life: what was done, with whom, how protected.

Source: LGPD art. 5, II; guidelines.md (SEX_LIFE).
"""

from desvelo.kernel.detection.phrases import ANYBODY, NOBODY, theme

_LIKES = (
    r"(?:trans[ao][a-z]{0,3}|transei|dorm[a-z]{1,3}|fic[ao]|ficou|ficando|namor[a-z]{1,5}|casad[oa]|casou|casei|mor[ao]"
    r"|gost[a-z]{1,3}|sai|sa[ií]|saiu|relacion[a-z]{1,4}|envolv[a-z]{1,5}|beij[a-z]{1,4}|apaixon[a-z]{1,4}|atraid[oa]"
    r"|interess[a-z]{1,4}|noiv[oa]|casar|viv[oe]|junt[oa]|juntou|amigad[oa]|pegando|peg[ao])"
    r"(?: (?:com|de|por))?(?: (?:outr[oa]s?|um|uma|duas|dois))?"
)

THEMES = (
    theme(
        "identity",
        "drag dragqueen crossdresser crossdressing transformista",
        needs=frozenset(["admitted", "relative", "of a person"]),
        after=r"(?:\s(?:queen|king))?",
    ),
    theme(
        "orientation",
        "menina meninas mulher mulheres moca mocas garota garotas guria gurias outra colega",
        needs=NOBODY,
        frame=r"(?:filha|ela|irma|mae|sobrinha|neta|prima|tia|amiga|mulher|lesbica|menina)(?: (?!meu"
        r"|seu)[a-z]{1,8}){0,2}",
        before=_LIKES,
        after=r"(?!\s(?:d[aeo]|que|e meu|no|na|legal)\b)(?<!outra)(?<!colega)|\s(?:menina|mulher|moca|garota)",
        bound="both",
    ),
    theme(
        "orientation",
        "menino meninos homem homens rapaz rapazes cara caras garoto garotos guri boy",
        needs=NOBODY,
        frame=r"(?:filho|ele|irmao|pai|sobrinho|neto|primo|tio|amigo|homem|marido|casado|gay|menino|rapaz|sou)"
        r"(?: (?!minha|sua)[a-z]{1,8}){0,2}",
        before=_LIKES,
        after=r"(?!\s(?:d[aeo]|que|no|na|legal)\b)",
        bound="both",
    ),
    theme(
        "orientation",
        "cara rapaz moca menina menino garota garoto companheira companheiro",
        needs=NOBODY,
        before=r"(?:casad[oa]|namor[a-z]{1,4}|moro|vivo|caso|casei|noiv[oa])(?: com)? outr[oa]",
        bound="before",
    ),
    theme(
        "life",
        "relacao relacoes sexo",
        needs=NOBODY,
        before=r"(?:(?:nao|nunca|faz tempo que nao|sem|mais) (?:tenho|tive|temos|tivemos|ter|tinha|faco|fazemos|fiz"
        r"|mantenho)"
        r"|(?:sem|parei de|evito|evitando) (?:ter|fazer))(?: (?:mais|nenhuma|uma))?",
        after=r"(?:\s(?:sexual|sexuais|intimas?|nenhuma|mais))?(?:\s(?:ha|faz|desde)\s(?:um|uma|[0-9]{1,2}"
        r"|muito)\s[a-z]{3,6})?"
        r"(?!\s(?:com|de|d[oa]|comercia|profission|entre|ruim|boa)\b)",
        bound="both",
    ),
    theme(
        "life",
        "relacao relacoes sexo penetracao transa transar",
        needs=NOBODY,
        before=r"(?:dor|dores|doi|doendo|sangr[a-z]{1,5}|ard[a-z]{1,4}|desconforto|ressecamento|ressecad[oa])"
        r"(?: [a-z]{1,8}){0,2} (?:n[ao]s?|durante|depois d[aeo]|apos|quando|ao|em)(?: (?:as?|os?|tenho|faco|eu))?",
        after=r"(?:\s(?:sexual|sexuais))?(?!\s(?:d[aeo]|custo))",
        bound="both",
    ),
    theme(
        "life",
        "levanta sobe endurece",
        needs=frozenset(["relative", "self"]),
        before=r"(?:nao|nem)",
        after=r"\s(?:mais|na hora|de jeito nenhum)(?=\s?(?:[,.;\n]|$))",
        frame=r"(?:marido|namorado|noivo|companheiro|pinto|pau|penis|esposo|dele|meu)",
        bound="both",
    ),
    theme(
        "life",
        "ejaculo ejacula gozo brocho brochei broxo broxa",
        needs=NOBODY,
        after=r"(?:\s(?:muito\s)?(?:rapido|cedo|precoce|antes))?(?!\s(?:d[aeo]|ferias|plen))",
    ),
    theme(
        "life",
        "sexual",
        needs=NOBODY,
        before=r"(?:minha |nossa |sem |uma )?vida",
        after=r"\s(?:ativa|inativa|zerada|ruim|parada|morta|boa|nula|acabou|pessima|normal|nenhuma|depois|do casal)",
        bound="both",
    ),
    theme(
        "life",
        "traiu traia chifrou enganou",
        needs=NOBODY,
        before=r"(?:meu|minha) (?:ex[ -])?(?:marido|esposa|mulher|namorad[oa]|noiv[oa]|companheir[oa]|espos[oa]|ex) me",
        bound="before",
    ),
    theme(
        "life",
        "ativo passivo passiva ativa versatil",
        needs=NOBODY,
        before=r"(?:sou|so) (?:so |mais )?",
        after=r"(?=\s?(?:[.;\n]|$|,\s?(?:o|a|e) )|\s(?:na (?:cama|relacao)|sexual|no sexo|e nao uso))",
        bound="both",
    ),
    theme(
        "identity",
        "transicao",
        needs=NOBODY,
        frame=r"(?:fiz|fez|comecei|iniciei|terminei|conclui|durante|antes d[ae]|depois d[ae]|minha|comecou|iniciou)"
        r"(?: (?:a|minha|sua))?",
        after=r"(?:\sde genero)?(?!\s(?:d[aeo]|capilar|pra|para|do|energ))",
        bound="after",
    ),
    theme(
        "identity",
        "binari* binarie",
        needs=NOBODY,
        before=r"nao (?:sou|e|somos|me considero) (?:uma pessoa )?",
        bound="before",
    ),
    theme(
        "life",
        "caso casos",
        needs=NOBODY,
        before=r"(?:tenho|tive|tem|teve|tendo|manteve|mantenho) (?:um|uns)",
        after=r"\s(?:extraconjugal|amoroso|fora do casamento|com (?:meu|minha|o|a|um|uma)\s(?:chefe|colega|vizinh"
        r"|amig|prim|cunhad"
        r"|homem|mulher|patrao|patroa|professor|casad|ex|sogr|menin|rapaz|mo[cç]a|outr)[a-z]{0,3})",
        bound="both",
    ),
    theme(
        "identity",
        "pronome pronomes",
        needs=NOBODY,
        after=r"\s?(?:e|sao|:|eh)?\s(?:elu|ela[ /]dela|ele[ /]dele|delu|neutros?|feminin[oa]s?|masculin[oa]s?|ela|ele)",
        bound="after",
    ),
    theme(
        "identity",
        "genero",
        needs=NOBODY,
        before=r"(?:mudar|trocar|alterar|corrigir|retificar|mudanca|atualizar)(?: de)?(?: [oa])?(?: nome e"
        r"| meu)? ?(?:[oa]|de|meu)?",
        after=r"(?!\s(?:musical|literario|d[aeo]|aliment))(?:\s(?:pra|para)\s(?:feminino|masculino))?",
        bound="both",
        frame=r"(?:quero|preciso|gostaria de|queria|posso|como|vou|consigo|pra|para)(?: [a-z]{1,6})?",
    ),
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
        r"|\scom\s(?:outr[oa]|um[a]?|meu|minha|a|o)\s(?:homem|mulher|car[oa]|colega|amig[oa]|vizinh[oa]|prim[oa]"
        r"|pessoa|irm[aã]o?)",
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
        before=r"(?:faco|fiz|gravo|vendo|vende|faz|tenho|tem|trabalho com|vivo d[eo]|ganho com|mand[a-z]{1,3}"
        r"|vaz[a-z]{1,4}|viciad[oa] em|assisto"
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
