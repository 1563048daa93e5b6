"""The parties of Brazil and those whom one votes for, as patterns over folded text, and how one campaigns for them.

Source: TSE, partidos políticos registrados (read 2026-11-26).
"""

from desvelo.kernel.detection.phrases import NOBODY, theme

PARTY = (
    r"(?:pt|pl|psdb|mdb|pmdb|psb|pdt|psol|pc ?do ?b|pcb|pstu|pco|pv|pp|psd|psc|ptb|pros|dem|uniao brasil"
    r"|republicanos|podemos|partido novo|novo"
    r"|solidariedade|avante|cidadania|rede(?: sustentabilidade)?|agir|mobiliza|dc|prtb|pmb|unidade popular|up"
    r"|missao|patriota|progressistas"
    r"|partido(?:\s[a-z]{2,14}){0,3})"
)
LEADER = (
    r"(?:(?:presidente|candidat[oa]|prefeit[oa]|deputad[oa]|governadora?|senadora?|vereadora?|simone|jair|guilherme|pablo"
    r"|fernando|sergio|geraldo|romeu|ronaldo|nikolas|tabata)\s)?"
    r"(?:lula|bolsonaro|dilma|haddad|ciro|tebet|boulos|marcal|tarcisio|aecio|marina|alckmin|temer|zema|caiado|nikolas"
    r"|datena|kassab|collor|brizola|doria|mourao|freixo|michelle|ratinho|fhc|serra|hilton|tabata|kim|janones|damares|padilha"
    r"|milei|trump|biden|maduro)"
)

CAMPAIGNS = (
    theme(
        "campaign",
        "campanha santinho santinhos material comite candidatura jingle",
        needs=NOBODY,
        before=r"(?:d[aeo]s? )?(?:minha|meus?|nossa|nosso)",
        after=r"(?:\s(?:de|d[ao]|a|pra|para))?(?:\s(?:campanha|candidatura))?\s(?:a |de |para |pra "
        r"|como )?(?:vereadora?|prefeit[oa]"
        r"|deputad[oa](?: (?:federal|estadual))?|eleitoral|politica|eleicao|eleicoes)",
        bound="both",
    ),
    theme(
        "campaign",
        "quartel",
        needs=NOBODY,
        before=r"(?:acamp|fiqu|dorm|fic)[a-z]{1,4} (?:n[oa]|em frente ao|(?:n[ao] )?porta d[oe])",
        after=r"(?=\W|$)",
        bound="both",
    ),
    theme(
        "campaign",
        "panfletei panfleto panfletava panfletando militei milito militava doei contribui contribuo trabalhei",
        needs=NOBODY,
        after=rf"\s(?:pr[oa]|para [oa]|pel[oa]|n[oa])\s(?:campanha d[oa]\s)?(?:{PARTY}|{LEADER})(?!\s(?:site"
        rf"|loja|hospital))",
        bound="after",
    ),
    theme(
        "campaign",
        "campanha",
        needs=NOBODY,
        before=r"(?:trabalh[a-z]{1,4}|ajud[a-z]{1,4}|faco|fiz|fazia|fez|faz|fazendo|particip[a-z]{1,3}|milit[a-z]{1,3}"
        r"|doei|doou|contribui|coorden[a-z]{1,3}|atu[oa][a-z]?|estou|panfletei|voluntari[oa])(?: (?:n[ao]|d[ao]"
        r"|para a|pra|pela|em|a))?",
        after=rf"\s(?:d[oa]|pr[oa]|para [oa]|pel[oa]|a|de|eleitoral|politica)(?:\s(?:{PARTY}|{LEADER}"
        rf"|candidat[oa]"
        r"|deputad[oa]|prefeit[oa]|vereadora?|senadora?|governadora?|presidente|esquerda|direita))?",
        bound="both",
    ),
    theme(
        "campaign",
        "manifestacao manifestacoes protesto protestos passeata ato atos acampamento comicio motociata carreata",
        needs=NOBODY,
        before=r"(?:fui|participei|particip[oa]|vou|estive|fomos|participamos|estava|tava|tavamos|indo|voltando"
        r"|voltei|apanhei|detid[oa]|pres[oa])(?: (?:a[o]?s?"
        r"|n[ao]s?|d[ao]s?|em))?",
        after=rf"\s(?:contra|a favor|pro|d[oa]|pel[oa]|fora)\s(?:[oa] )?(?:governo|{LEADER}|{PARTY}|impeachment"
        rf"|reforma"
        r"|esquerda|direita|democracia|intervencao|anistia|golpe|8 de janeiro|quartel)",
        bound="both",
    ),
)
