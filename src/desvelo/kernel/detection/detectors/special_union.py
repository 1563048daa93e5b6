"""Membership of, or office in, a trade union.

A union may be a place ("o sindicato fica perto?") and a síndico runs a building; somebody must belong, or serve.

Source: LGPD art. 5, II; CLT art. 511 to 521; guidelines.md (UNION).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("sou filiado ao sindicato dos bancários")]
[(4, 38, 'member')]
>>> scan("fica perto do sindicato?"), scan("fala com o síndico")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import belonging, catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.phrases import NOBODY, Phrases, theme
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="UNION", handling=Handling.SEAL)

_NAME = (
    r"(?:\s(?:d[aeo]s?|em|n[ao]s?)\s[a-z]{3,20}|\s(?:rural|patronal|laboral|nacional|unificado|municipal"
    r"|estadual|metalurgico)){0,3}"
)
_CENTRE = (
    r"(?:sindicato|cut|ctb|ugt|csb|conlutas|forca sindical|nova central|contag|fetag|fenaj|fup|apeoesp"
    r"|app-?sindicato|cpers|sepe|andes|sind[a-z]{2,14}"
    r"|sint[a-z]{2,14}|fena[a-z]{2,6}|fetr[a-z]{2,8}|fessp[a-z]{0,4}|sitra[a-z]{2,8}|stie[a-z]{1,5}|sinpro|afuse"
    r"|adufrj|federacao dos [a-z]{4,18}|central sindical)"
)
_ROLE = (
    r"(?:filiad[oa]s?|associad[oa]s?|soci[oa]s?|sindicalizad[oa]s?|diretora?|presidente|vice-?presidente"
    r"|tesoureir[oa]|secretari[oa]|delegad[oa](?: sindical)?"
    r"|conselheir[oa](?: fiscal)?|dirigente|membr[oa]|representante|suplente|militante|contribuinte|carteirinha"
    r"|mensalidade|filiacao|base|chapa)"
)

_TOLD = Phrases(
    (
        theme("member", "filiad*", needs=NOBODY, after=rf"\s(?:a[o]?|n[ao])\s{_CENTRE}{_NAME}", bound="after"),
        theme(
            "member",
            "chapa base",
            needs=NOBODY,
            frame=r"(?:participo|sou|somos|faco parte) d[ao]",
            after=rf"(?:\s[0-9]{{1,2}})?\sd[oa]\s{_CENTRE}{_NAME}",
            bound="after",
        ),
        theme(
            "member",
            """
            filiad* associad* soci* diretor diretora presidente vice tesoureir* secretari* delegad* conselheir*
            dirigente membro membra representante suplente militante filiei filiou
            """,
            needs=frozenset(["self", "relative", "person", "admitted"]),
            after=rf"(?:\s(?:fiscal|sindical|executiv[oa]|geral|de base|licenciad[oa]"
            rf"|aposentad[oa])){{0,2}}\s(?:a[o]?|d[ao]|n[ao]|pel[ao]|junto ao)\s(?:meu\s|nosso\s)?{_CENTRE}{_NAME}",
            bound="after",
        ),
        theme(
            "member",
            "sindicalizad* sindicalista sindicalistas sindicalizei",
            needs=frozenset(["admitted", "relative", "self", "mine"]),
            after=rf"(?:\s(?:n[oa]|a[o]?|pel[oa]|d[oa])\s{_CENTRE}{_NAME})?",
        ),
        theme(
            "member",
            "dirigente delegad* lider lideranca diretor diretora",
            needs=frozenset(["admitted", "relative", "self"]),
            after=r"\ssindical",
            bound="after",
        ),
        theme(
            "belongs",
            "sindicato",
            needs=NOBODY,
            frame=r"(?:sou|somos|ser|sermos|fa[zc]o parte|fazemos parte|participo|e|era|membro|parte|junto|cipa e)"
            r" d[oa](?: meu)?",
            after=_NAME,
        ),
        theme(
            "belongs",
            "sindicato",
            needs=frozenset(["mine", "self"]),
            frame=r"(?:filiei|desfiliei|contribuo|pago|desconto|descontam|carteirinha|mensalidade|contribuicao|anuidade|milito"
            r"|desfiliar|desfiliacao|filiacao|filiar|associar|associei|entrei|trabalho|sindicalizar)"
            r" (?:a[o]?|o|d[oa]|pr[oa]|com [oa]|pel[oa]|n[oa])",
            after=_NAME,
        ),
        theme(
            "belongs",
            "sindicato",
            needs=NOBODY,
            before="meu|nosso|pelo meu|no meu|descont(?:a|am|ando|ar|ado|aram) (?:o|pro|do)",
            after=_NAME,
            bound="before",
        ),
        theme(
            "office",
            "diretoria chapa executiva comissao direcao assembleia coordenacao conselho secretaria presidencia"
            " tesouraria",
            needs=frozenset(["self", "relative", "person", "admitted"]),
            before=r"(?:(?:faco|fazer|faz) parte |participo |entrei |fui |eleit[oa] |indicad[oa] |candidat[oa] )?"
            r"(?:d[ao]|n[ao]|pela|a|pr[ao]|para a|para o)",
            after=rf"(?:\s(?:[0-9]{{1,2}}|fiscal|executiva|geral))?\s(?:d[oa]|n[oa])\s(?:meu\s|nosso\s)?{_CENTRE}{_NAME}",
            bound="both",
        ),
        theme(
            "office",
            "sindical sindicais",
            needs=frozenset(["self", "relative", "person", "admitted", "mine"]),
            before=r"(?:licenca|estabilidade|filiacao|carteirinha|representante|dirigente|delegad[oa]|mandato|liberacao"
            r"|lider|lideranca|diretora?|garantia|militante|militancia|movimento|cargo|base|atividade|perseguicao|luta|forca"
            r"|desconto|imposto|taxa|assessoria|convenio|homologacao|plano|vaga|eleicao|chapa|contribuicao"
            r"|mensalidade)(?: d[ea])?(?: representacao| organizacao)?",
            bound="before",
        ),
        theme(
            "dues",
            "sindicato sindical",
            needs=NOBODY,
            frame=r"(?:descont[a-z]{1,5}|pago|pagava|recolh[a-z]{1,3})(?: (?:a|minha|da))?",
            before=r"(?:mensalidade|contribuicao|taxa|anuidade|filiacao)(?: (?:d[oa]|pr[oa]))?",
            after=_NAME,
            bound="before",
        ),
        theme(
            "belongs",
            "sindicato",
            needs=NOBODY,
            frame=r"(?:sou|somos|to|tou|ta|estou|esta|foi|fui|tenho|era|e|continuo|fiquei|quero|preciso|temos"
            r"|ganhei|nao quero)"
            r"(?: (?:o|a|um|meu|minha))?",
            before=r"(?:liberad[oa]|afastad[oa]|licenciad[oa]|representad[oa]|eleit[oa]|indicad[oa]|convenio|acao|processo|atendid[oa]"
            r"|desconto|assistid[oa]|cedid[oa]|plano de saude|plano|desligar|sair|desfiliar|trabalhando)"
            r" (?:pel[oa]|d[oa]|n[oa]|ao)",
            after=_NAME,
            bound="before",
        ),
        theme(
            "belongs",
            "sindicato",
            needs=NOBODY,
            before=r"(?:recebo|recebi|pego|ganho|consegui|processei|fundei|fundou|fundamos|dirijo|dirigiu|presido|presidiu|liderei|milito"
            r"|militei|entrei|entrou|voto|votei|congreguei)(?: [a-z]{2,10}){0,2} (?:o|pel[oa]|n[oa]|pr[oa]|d[oa])",
            after=_NAME,
            bound="before",
        ),
        theme(
            "opposed",
            "oposicao desfiliacao filiacao sindicalizacao",
            needs=NOBODY,
            before=r"(?:carta|ficha|pedido|termo|minha) (?:de )?",
            after=rf"\s(?:a[o]?|d[oa]|n[oa]|contra a|pr[oa])\s(?:(?:contribuicao|taxa|desconto|mensalidade)\s"
            rf"(?:sindical|assistencial|d[oa]\s{_CENTRE})|{_CENTRE}{_NAME})",
            bound="both",
        ),
        theme(
            "strike",
            "greve greves",
            needs=frozenset(["self", "relative", "person", "mine"]),
            before=r"(?:em|de|fazendo|fiz|fazer|entrar em|lider[a-z]{1,4}|comand[a-z]{1,4}|comando de"
            r"|pux[a-z]{1,3}|particip[a-z]{1,4}"
            r"|aderi[a-z]?)(?: (?:da|a|na|uma))?",
            frame=r"(?:to|tou|estou|estamos|tamo|tamos|estava|fui demitid[oa] por|gente|eu|d[oa])(?: [a-z]{1,8})?",
            after=r"(?:\s(?:d[oe]s?)\s(?:professores|bancarios|metalurgicos|correios|servidores|rodoviarios|petroleiros|metroviarios"
            r"|enfermagem))?(?!\s(?:de fome|d[oe]s? (?:caminhoneiros|onibus)))",
            bound="before",
        ),
        theme(
            "strike",
            "greve greves paralisacao piquete",
            needs=NOBODY,
            before=r"(?:particip[a-z]{1,4}|fiz|fizemos|fez|fazendo|ader[a-z]{1,4}|entr[a-z]{2,4}|organiz[a-z]{1,3}|fui|foi|pux[a-z]{1,3}"
            r"|lider[a-z]{1,3}|comand[a-z]{1,3}|apoi[a-z]{1,3})"
            r"(?: (?:d[ea]s?|a|em|n[ao]|uma|parte da))?",
            after=rf"(?:\s[a-z]{{3,12}})?\s(?:d[oa]s?|com o|pel[oa]|junto com o|no)\s(?:meu\s)?{_CENTRE}{_NAME}",
            bound="both",
        ),
        theme(
            "dues",
            "sindicato",
            needs=NOBODY,
            before=r"(?:carteirinha|carteira|mensalidade|anuidade) d[oe]",
            after=r"(?=(?:\s[a-z]{1,10}){0,4}\s(?:venc[a-z]{1,4}|atrasad[oa]|atrasou|expirou|perdi|sumiu))",
            bound="both",
        ),
        theme("named union", "cutista cutistas sindicaleiro", needs=frozenset(["admitted", "of a person", "relative"])),
        *belonging.THEMES,
    ),
    answered=r"\b(?:sindicalizad[oa]|sindicato|filiad[oa] a (?:algum )?sindicato|associad[oa] a (?:algum )?sindicato)",
)
_CENTRES = (
    "cut ctb ugt csb conlutas contag fetag apeoesp cpers sepe andes sinpro sintep sintect sindpd sindserv"
    " sindsaude sinteal sintego sindicarios"
    " sinpeem sindicomerciarios sinttel sindipetro simpa simers sindimetal sindsep sisma sinproesp sintrajud"
    " sindijus sindiquimica sintracon"
    " sindjus sinasefe fasubra sinte sindute sinthoresp sindnapi sintapi sindforte sinditest"
)
_JOINS = (
    "sou|somos|faco parte|participo|milito|desconto|filiei|filiar|pertenco|entrei|contribuo|pago|sindicalizei|desfiliei"
    "|desfiliar|descontam|fui"
)
_NAMED = Phrases(
    (
        theme(
            "named union",
            _CENTRES,
            needs=NOBODY,
            frame=rf"(?:{_ROLE}|{_JOINS}) (?:d[oa]|a[o]?|n[oa]"
            rf"|pel[oa]|pr[oa])",
        ),
        theme("named union", _CENTRES, needs=frozenset(["mine"])),
    )
)

_ACRONYM = re.compile(
    r"(?<![a-z])sind(?!ic[oa]s?\b|icancia|icalizad|icalista|icato|icatos|ical"
    r"|romes?\b)[a-z]{2,14}(?:-[a-z]{2})?(?![a-z])"
)
_BELONGS = re.compile(
    rf"\b(?:{_ROLE}|{_JOINS}|meu|minha)\s(?:d[oa]|a[o]?"
    rf"|n[oa]|pel[oa]|pr[oa])\s$"
)
_BEHIND = 40


@catalogue.add("special.union", label=LABEL, gate=("sind",), vocabulary=_TOLD.heads | _NAMED.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase that says that somebody belongs to a union."""
    yield from _TOLD.told_in(reading)
    yield from _NAMED.told_in(reading)
    for name in _ACRONYM.finditer(reading.folded):
        if _BELONGS.search(reading.folded, max(0, name.start() - _BEHIND), name.start()):
            yield Hit(name.start(), name.end(), Certainty.CONTEXT, "named union")
