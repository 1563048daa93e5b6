"""What people did and suffered for a conviction, and whom they serve: votes, offices, prison, a party's branches.

Source: LGPD art. 5, II; TSE, partidos políticos registrados (read 2026-11-26); guidelines.md (POLITICAL).
"""

from desvelo.kernel.detection.parties import LEADER, PARTY
from desvelo.kernel.detection.phrases import NOBODY, theme
from desvelo.kernel.detection.wordlist import one_of

_SOMEBODY = frozenset(["self", "relative", "mine", "person", "admitted", "of a person"])
_BRANCH = (
    "juventude diretorio executiva militancia setorial bancada comissao base comite nucleo mandato ala presidencia"
    " secretaria direcao coordenacao tesouraria"
)
_HOLDER = (
    r"(?:um |uma |o |a )?(?:deputad[oa]s?|vereadora?(?:es)?|senadora?|prefeit[oa]|governadora?|ministr[oa]"
    r"|parlamentar|politic[oa]s?)(?:\s(?:federal|estadual|eleit[oa]))?"
)
_SHORT_NAMES = (
    "pt pl psdb mdb pmdb psb pdt psol pcdob pcb pstu pco pv psd psc ptb prtb pmb psl republicanos pros progressistas"
)
"""Of parties; those whose name is also a word do not stand here."""
_ON_ITS_ROLLS = (
    r"(?:const(?:o|a|ei|ava|amos|ando)|aparec(?:o|e|i|ia|eu)|figur(?:o|a|ei|ava)|(?:filiad|inscrit|cadastrad|vinculad"
    r"|registrad|ligad)[oa]|meu (?:nome|cpf|titulo)(?: (?:ta|esta|consta|aparece|saiu|foi))?|milit(?:o|ei|ava|ando)"
    r"|sa(?:i|ir|indo|ida)|entr(?:ei|ar|ou|amos)|expuls[oa]|rompi|larguei|deixei|desligad[oa]|desligar|desligamento)"
    r"(?: (?:ainda|como|filiad[oa]|na lista|na ficha|no quadro|me|ha anos|sem saber|errado|tambem)){0,2}"
)

THEMES = (
    theme(
        "on its rolls",
        _SHORT_NAMES,
        needs=NOBODY,
        frame=_ON_ITS_ROLLS,
        before=r"(?:d[oa]|n[oa]|a[o]?|pel[oa]|com o)(?: partido)?",
        bound="before",
    ),
    theme(
        "member",
        "filiad* filiei desfiliar desfiliei desfiliacao",
        needs=NOBODY,
        before=r"(?:sou|era|fui|estou|to|continuo|me|minha|quero me|ainda)(?: ainda| um| uma)?",
        frame=rf"(?:{one_of(_SHORT_NAMES)}|partido|eleitoral|tse|tre)(?:\W{{1,2}}[a-z]{{1,12}}){{0,3}}\W{{1,2}}",
        bound="before",
    ),
    theme(
        "opinion",
        "esquerda direita centro-esquerda centro-direita",
        needs=NOBODY,
        frame=r"(?:sou|somos|fomos)(?:\s(?:um|uma|casal|familia|pessoa|pessoas|gente|bem|mais|muito|tod[oa]s|jovens|pais"
        r"|totalmente)){0,3}",
        before=r"de(?: extrema| ultra| centro)?[ -]?",
        after=r"(?:\s(?:conservador[a]?|progressista|radical|moderad[oa]|liberal|raiz|roxa?))?",
        bound="before",
    ),
    theme(
        "movement",
        "terra teto",
        needs=NOBODY,
        frame=r"(?:sou|somos|milito|faco parte|participo|pertenco|era|sair|sai|entrei) (?:d[oe]|n[oa]|a[o]?)",
        before=r"movimento (?:d[oe]s? )?(?:trabalhadores )?sem[ -]?",
        bound="before",
    ),
    theme(
        "campaign",
        "acampamento acampamentos vigilia acampad*",
        needs=NOBODY,
        frame=r"(?:fui|particip[a-z]{1,4}|estive|fomos|estava|tava|tavamos|estavamos|fiquei|ficamos|pres[oa]|dormi|vim|voltei"
        r"|ajudei|morei|meu [a-z]{3,9} (?:foi|tava|esteve)|minha [a-z]{3,9} (?:foi|tava|esteve))",
        before=r"(?:a[o]?|d[oae]|n[oa])?",
        after=r"\s(?:n[oa]|d[oe]|em frente a[o]?|na (?:porta|frente) d[oe])\s(?:qg|quartel|quarteis|exercito|batalhao"
        r"|sem terra|mst|mtst)",
        bound="after",
    ),
    theme(
        "branch",
        _BRANCH,
        needs=_SOMEBODY,
        before=r"(?:d[aeo]|n[ao]|pel[ao]|[ao])",
        after=rf"(?:\s(?:municipal|estadual|nacional|jovem))?\sd[oa]\s{PARTY}",
        bound="after",
    ),
    theme(
        "serves",
        "assessor assessora chefe motorista secretari* estagi* coordenador coordenadora advogad* cabo"
        " marketeir* suplente vice gabinete equipe campanha",
        needs=_SOMEBODY,
        after=rf"(?:\s(?:parlamentar|politic[oa]|de gabinete|eleitoral"
        rf"|de campanha))?\sd[aeo]\s{_HOLDER}(?:\s(?:d[oa]|pel[oa])\s{PARTY})?",
        bound="after",
    ),
    theme("office", "mandato cargo", needs=_SOMEBODY, after=rf"\s(?:eletivo|politico|de {_HOLDER})", bound="after"),
    theme(
        "office",
        "mesari* delegad* fiscal",
        needs=_SOMEBODY,
        after=rf"\s(?:d[oa]|pel[oa]|de)\s(?:partido|{PARTY})",
        bound="after",
    ),
    theme("office", "pep", needs=frozenset(["admitted", "of a person"])),
    theme("office", "exposta", needs=_SOMEBODY, before=r"(?:pessoa )?politicamente", bound="before"),
    theme(
        "office",
        "candidat* suplente",
        needs=NOBODY,
        before=r"(?:foi|fui|sou|fomos|era|vou ser|vai ser|serei)",
        after=r"\s(?:(?:em|de) (?:19|20)[0-9]{2}|n[ao]s? (?:(?:ultim|pr[oa]xim)[ao]s? )?elei[a-z]{3,5}|esse ano"
        r"|este ano"
        r"|ano que vem|ano passado|outra vez|derrotad[oa]|pel[oa] [a-z]{2,14})",
        bound="both",
    ),
    theme(
        "persecuted",
        "pres* torturad* exilad* anistiad* perseguid* cassad* clandestin* guerrilheir*",
        needs=_SOMEBODY,
        after=r"\s(?:politic[oa]s?|(?:n[ao]|pel[ao]|durante a|d[ao]|por causa da) (?:ditadura|regime|dops|golpe"
        r"|exercito"
        r"|militares|manifestacao|protesto|ato))(?: (?:em|de) (?:19)?[0-9]{2})?",
        bound="after",
    ),
    theme(
        "campaign",
        "janeiro",
        needs=NOBODY,
        before=r"(?:est(?:ava|ive)|fui|particip[a-z]{1,3}|pres[oa]|denunciad[oa]|condenad[oa])(?: [a-z]{1,8}){0,2}"
        r" (?:d?[aeo]|n[oa]|em|pelo)? ?(?:atos (?:de|do) )?(?:8|oito) de",
        after=r"(?!\sde\s[0-9])",
        bound="both",
    ),
    theme(
        "vote",
        "escolhi apertei digitei cravei confirmei votei teclei",
        needs=NOBODY,
        after=rf"\s(?:(?:n?[oa]|em|pr[oa])\s)?(?:{LEADER}|1[0-9]|22|30|4[0-9]|5[0-9]|{PARTY})(?![0-9%]|\s?(?:vezes|x|reais|anos))",
        frame=r"(?:urna|eleica?o(?:es)?|turno|eu|20[0-9]{2})?(?: (?:eu|ja|sempre|so|que)){0,2}",
        bound="after",
    ),
    theme(
        "vote",
        "votei votamos",
        needs=NOBODY,
        after=r"\s(?:1[0-9]|22|30|4[0-9]|5[0-9]|7[07]|[89]0)(?![0-9%]|[.,][0-9]|\s?[a-z])",
        bound="after",
    ),
    theme(
        "vote",
        "voto votava votaria voto",
        needs=NOBODY,
        before=r"(?:nao|nunca|jamais|sempre|so)",
        after=rf"\s(?:n[oa]|em|pr[oa])\s(?:{PARTY}|{LEADER}|esquerda|direita|politico ladrao)",
        bound="both",
    ),
    theme(
        "militancy",
        "milita militam militava militavam",
        needs=_SOMEBODY,
        after=r"\s(?:n[ao]s?|pel[ao]s?|d[ao])\s[a-z]{2,14}(?:\sd[aeo]s?\s[a-z]{3,14})?",
        bound="after",
    ),
    theme(
        "opinion",
        "esquerda direita",
        needs=NOBODY,
        before=r"(?:apoio|apoiamos|voto|votei|defendo|odeio|detesto|simpatizo|militei|milito|a favor d|sou contra)"
        r"(?: (?:a|n[ao]|d[ao]|com a|pel[ao]|em partido de))",
        after=r"(?!\s(?:d[aeo]|pra|para)\s)",
        bound="both",
    ),
    theme(
        "opinion",
        "liberal liberais trabalhista trabalhistas nacionalista nacionalistas republican* democrata"
        " socialdemocrata ecossocialista abolicionista ruralista globalista",
        needs=frozenset(["admitted", "of a person"]),
        after=r"(?!\s(?:com|em|de|n[ao]|no horario))(?:\s(?:na economia|de carteirinha|convict[oa]))?",
    ),
    theme(
        "opinion",
        "lula bolsonaro pt",
        needs=NOBODY,
        before=r"(?:nem|nao (?:gosto|sou fa|suporto|aguento)(?: d?[oe])?|odeio|detesto|amo|adoro|apoiei|apoio|defendo"
        r"|fa d[oe]|contra|a favor d[oe])(?: [oa]| d[oa])?(?: governo)?",
        bound="before",
    ),
    theme(
        "campaign",
        "adesivo bandeira santinho camiseta bone",
        needs=frozenset(["mine", "self"]),
        before=r"(?:por causa d[ao]|usando|uso|com)(?: (?:o|a|um|uma))?(?: (?:meu|minha))?",
        after=rf"\sd[oa]\s(?:{LEADER}|{PARTY})",
        bound="both",
    ),
)
