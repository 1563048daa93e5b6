"""How people tell that a body is hurt, in pain or lacks a part or a sense, and that somebody would hurt themselves.

Source: LGPD art. 5, II; guidelines.md (HEALTH).
"""

from desvelo.kernel.detection import illnesses
from desvelo.kernel.detection.phrases import NOBODY, theme
from desvelo.kernel.detection.wordlist import one_of

_BODY = one_of(illnesses.BODY + " lado")
_TRIED = (
    r"(?:tentei|tentou|penso em|pensei em|pensando em|pensa em|quero|queria|vontade de|tentando|vou|planejo|ia)"
    r"(?:\s(?:me|se|o|ate))?"
)

THEMES = (
    theme(
        "self-harm",
        "matar suicidar enforcar",
        needs=NOBODY,
        before=_TRIED,
        after=r"(?!\s(?:de|com)\s(?:rir|tant|trabalh|estud|ess|voc|vc))",
        bound="before",
    ),
    theme(
        "self-harm",
        "vida",
        needs=NOBODY,
        before=rf"(?:{_TRIED} )?(?:tirar|tirou|acabar com|dar fim a|dar um fim na)(?: a)?(?: minha| propria| sua)"
        r"(?: propria)?",
        bound="before",
    ),
    theme(
        "self-harm",
        "suicidio suicida suicidas",
        needs=NOBODY,
        before=rf"(?:{_TRIED}|tentativas? de|pensamentos?|ideacao|ideias|risco de)",
        bound="before",
    ),
    theme("self-harm", "corto cortava cortando mutilo mutilando", needs=NOBODY, before="me", bound="before"),
    theme(
        "injury",
        "tirei tirou tiraram arranquei extrai operei operou trocou troquei transplantou transplantei",
        needs=NOBODY,
        after=r"\s(?:o|a|os|as|um|uma|parte d[oa])\s(?:utero|ovarios?|mamas?|seios?|vesicula|apendice|prostata"
        r"|tireoide|rim|rins"
        r"|pulmao|amigdalas?|hemorroidas?|catarata|pedras? d[oa] (?:rim|vesicula)|nodulo|tumor|cisto|mioma|siso|sisos"
        r"|estomago|baco|figado|joelho|hernia|bexiga|polipo|pinta|coluna)",
        bound="after",
    ),
    theme(
        "sense",
        "enxergo enxerga escuto escuta ouco ouve ando anda",
        needs=frozenset(["relative", "self", "of a person"]),
        before="nao",
        after=r"(?:\s(?:mais|nada|direito|bem|quase nada|sozinh[oa])){0,2}(?=\s?(?:[,.;\n]|$|e\s|pq\s|porque\s))",
        bound="both",
    ),
    theme(
        "sense",
        "enxergo ouco escuto vejo",
        needs=NOBODY,
        before="nao",
        after=r"\s(?:bem|direito|quase nada|de longe|de perto|nada)(?=\W|$)",
        bound="both",
    ),
    theme(
        "lost part",
        "rim perna pernas braco bracos pulmao olho mama maos mao dedo dedos testiculo ovario utero dentes pe"
        " vesicula baco",
        needs=NOBODY,
        before=r"(?:(?:so )?(?:tenho|tem) (?:so |apenas )?(?:um|uma)|nao (?:tenho|tem)(?: mais)? (?:um|uma|o|a|as"
        r"|os)|nasc(?:i|eu) sem"
        r"(?: (?:um|uma|o|a|as|os))?|falta (?:um|uma))",
        after=r"(?!\s(?:que|amig|extra|sobrando|livre))(?:\s(?:so|apenas|direit[oa]|esquerd[oa]))?",
        bound="both",
    ),
    theme("sense", "audicao visao", needs=NOBODY, before=r"[0-9]{1,2}\s?% d[aeo]", bound="before"),
    theme(
        "sense",
        "ouvido ouvidos olho olhos perna pernas braco bracos lado",
        needs=NOBODY,
        before=r"(?:nao (?:escut|ou[cv]|enxerg|vej|mex|and)[a-z]{1,3}|perd(?:i|eu) (?:a (?:visao|audicao)"
        r"|os movimentos)|ceg[oa]"
        r"|surd[oa])(?: (?:nada|direito|mais|bem)){0,2} (?:d[oae]s?|com [oa]|n[oa]s?|[oa]s?)(?: (?:um|uma|meu"
        r"|minha|dois|duas))?",
        after=r"\s(?:direit[oa]|esquerd[oa])",
        bound="before",
    ),
    theme(
        "sense",
        "visao audicao movimentos olfato",
        needs=NOBODY,
        before=r"perd(?:i|eu|endo) (?:a|os|o)",
        after=r"(?:\sd[oae]s?\s(?:olhos?|ouvidos?|pernas?|bracos?|dois (?:olhos|ouvidos))(?:\s(?:direit"
        r"|esquerd)[oa])?)?",
        bound="before",
    ),
    theme(
        "hurt",
        "inflamad* inchad* quebrad* torcid* infeccionad* dolorid* machucad* fraturad* luxad* engessad* dormente"
        " deslocad* operad*"
        " doendo latejando sangrando cocando travad* paralisad* amputad* enfaixad* roxo roxa",
        needs=NOBODY,
        before=rf"(?:(?:meu|minha|com [oa]|[oa]s?) )?{_BODY}(?: (?:direit[oa]|esquerd[oa]))?(?: (?:del[ea]|ta|esta"
        rf"|tava|ficou|e|muito|todo|toda"
        r"|bem|meio)){0,3}",
        after=r"(?!\s(?:d[aeo]s?|n[oa])\s(?!min|meu|el))",
        bound="both",
    ),
    theme(
        "hurt",
        "bati bateu cortei cortou furei furou ralei ralou mordi feri feriu luxou",
        needs=frozenset(["self", "relative", "person", "mine"]),
        after=rf"\s(?:com\s)?(?:o|a|os|as|meu|minha)\s{_BODY}(?!\sd[aeo]\s)",
        bound="after",
    ),
    theme(
        "pain",
        "dor dores",
        needs=NOBODY,
        before=r"(?:com|sinto|sentindo|tenho|sente|senti)(?: (?:muit[oa]s?|uma?|mta|bastante|essa|tanta|fortes))?",
        after=r"(?!\s(?:de (?:cotovelo|corno|cabeca (?:com|por))|n[ao] (?:bolso|consciencia)|em (?:pagar|ver)))"
        r"(?:\s(?:forte|fortes|horrivel|terrivel|demais))?",
        bound="both",
    ),
)
