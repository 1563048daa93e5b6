"""A person's own face, finger, voice, iris or hand as a record that is held or asked for.

A reader of fingerprints is a device and "carteira digital" a file; what counts is that somebody's body was or shall be
taken as data ("cadastraram minha digital").

Source: LGPD art. 5, II (dado biométrico); ANPD, Radar Tecnológico 2 (biometria); guidelines.md (BIOMETRIC).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("cadastraram minha digital na portaria")]
[(12, 25, 'own')]
>>> scan("leitor biométrico 299,00"), scan("minha carteira digital")
((), ())
"""

from collections.abc import Iterator

from desvelo.kernel.detection import bodies, catalogue
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.names.surroundings import KIN
from desvelo.kernel.detection.phrases import NOBODY, TAKERS, Phrases, theme
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.subject import PEOPLE

LABEL = Label(code="BIOMETRIC", handling=Handling.SEAL)

_TAKEN = (
    r"(?:cadastr|colet|colh|grav|escane|capt|registr|reconhec|guard|armazen|apag|exclu|delet|remov|pedir|pedi"
    r"|exig|tir|usa|usou|salv|coloc|pega|peg|le|leram"
    r"|ler|bater|confer|valid|valida|mand|envi|fotograf|digitaliz|copi|vaz|clon|falsific|roub|extra|analis|compartilh|autentic|liber|autoriz|tem"
    r"|tenho|cadastro d[ao])[a-z]{0,6}"
)
_WHOSE = r"(?:(?:a|o|as|os)\s)?(?:minha|meu|minhas|meus|nossa|nosso|sua|seu|mi|tu)"
_OF_WHOM = r"(?:\s(?:d[oa]s?)\s(?:meu|minha|meus|minhas|nosso|nossa)?\s?[a-z]{2,16}|\sdel[ea])"
_SOMEBODY = rf"(?:\s(?:d[oa]s?)\s(?:(?:meu|minha|meus|minhas|nosso|nossa|seu|sua)\s)?(?:{KIN}|{PEOPLE})\b|\sdel[ea]s?)"
_RECORD = (
    r"(?:cadastr|grav|reconhec|registr(?!o\b)|escane|colet|colh|captur|vaz|clon|valid|autentic|armazen|guardad|usad|copiad|digitaliz"
    r"|le\b|leu\b|passa\b|passou\b|bate\b|libera\b|confere\b)"
)
_DONE = rf"(?=(?:\s(?:nao|foi|foram|e|ta|tao|esta|ficou|mais|ja|nem|nunca|continua|sendo)){{0,3}}\s{_RECORD})[ ]?"
_AS = (
    r"(?:\s(?:como|pra|para)\s(?:senha|login|entrar|liberar|acesso|acessar|ponto"
    r"|abrir(?:\s[a-z]{1,3})?(?:\s[a-z]{3,12})?))"
)

_TOLD = Phrases(
    (
        theme(
            "own",
            "digital digitais biometria impressao impressoes biometrico biometricos facial selfie retina iris",
            needs=NOBODY,
            before=rf"{_WHOSE}(?:\s(?:impress(?:ao|oes)|biometria|dados?|foto|imagem|reconhecimento|leitura|cadastro|template"
            r"|mapa|padrao))?",
            after=rf"(?!\s(?:influenc|da conta|marketing))(?:\s(?:digital|digitais|facial|biometric[oa]"
            rf"|d[aeo] (?:rosto|voz|dedo|mao|iris|face)"
            rf"|com (?:documento|rg)))?{_AS}?",
            bound="before",
        ),
        theme(
            "of somebody",
            "digital digitais impressao impressoes biometria selfie facial",
            needs=NOBODY,
            after=rf"(?:\s(?:facial|digital|digitais|d[aeo] (?:voz|face|dedo|iris)))?{_SOMEBODY}",
            bound="after",
        ),
        theme(
            "of somebody",
            "rosto face voz iris retina palma",
            needs=NOBODY,
            frame=rf"{_TAKEN}(?:\s[a-z]{{1,10}}){{0,1}}",
            before=r"(?:(?:a|o|as|os)\s)?(?:(?:foto|fotos|imagem|imagens|leitura|audio|gravacao|geometria|video)\s)?(?:d?[aeo])",
            after=_SOMEBODY,
            bound="after",
        ),
        theme(
            "of somebody",
            "rosto face voz iris retina palma polegar",
            needs=NOBODY,
            before=r"(?:a|o)",
            after=rf"{_SOMEBODY}{_DONE}",
            bound="after",
        ),
        theme(
            "own, refused",
            "rosto face voz iris retina palma polegar dedo digital cara mao",
            needs=NOBODY,
            before=_WHOSE,
            after=_DONE,
            bound="after",
        ),
        theme(
            "body shown",
            "rosto cabeca face olho olhos boca orelha perfil mao dedo",
            needs=NOBODY,
            before=r"(?:(?:um|uma|o|a|meu|minha) )?(?:video|videos|selfie|foto|fotos|gravacao|filmagem"
            r"|imagem)(?: [a-z]{1,9}){0,2}"
            r" (?:vir[a-z]{2,4}|mex[a-z]{2,4}|gir[a-z]{2,4}|pisc[a-z]{2,4}|mostr[a-z]{2,4}|abr[a-z]{2,4}|com"
            r"|d[oae]s?|balanc[a-z]{2,4}"
            r"|aproxim[a-z]{2,4})(?: (?:o|a|os|as))?(?: (?:meu|minha|seu|sua))?",
            frame=r"(?:ped[a-z]{1,4}|quer(?:em)?|exig[a-z]{1,4}|mand[a-z]{1,4}|fiz|fazer|faz|grav[a-z]{1,4}|envi[a-z]{1,4}|tir[a-z]{1,4}"
            r"|solicit[a-z]{1,4}|guard[a-z]{1,4}|tem|recus[a-z]{1,4}|us[a-z]{1,4}|salv[a-z]{1,4}"
            r"|apag[a-z]{1,4})(?: (?:me|pra mim|eu|fazer|que))?",
            bound="before",
        ),
        theme(
            "kept",
            "rosto face voz iris retina palma digital digitais biometria dedo cara feicoes",
            needs=NOBODY,
            before=rf"(?:{_WHOSE}|o|a|as|os)",
            after=rf"(?:{_SOMEBODY})?(?=\s(?:ainda )?(?:esta|ta|tao|estao|ficou|ficaram|foi|foram|continua|aparece"
            rf"|parou|caiu|vazou|sumiu|fica)"
            r"\s(?:n[oa]s?|em|num|numa|salv|d[oae]|la|tod[oa]|pr[oa]|na mao)\s?(?:[a-z]{1,6}\s)?(?:sistema|banco"
            r"|app|aplicativo|cadastro|arquivo"
            r"|servidor|catraca|portaria|base|nuvem|internet|site|maquina|aparelho|relogio|ponto|empresa|golpista|dados)?)",
            bound="both",
        ),
        theme(
            "body taken",
            "palma iris retina rosto face voz digital digitais polegar",
            needs=NOBODY,
            frame=r"(?:fiz|fizemos|fizeram|fazer|fez|tenho|obrigad[oa] a fazer|ja fiz|refazer|cancelar|excluir"
            r"|apagar)(?: [oa]| um| uma| meu)?",
            before=r"(?:leitura|scan|escaneamento|reconhecimento|cadastro|mapeamento|coleta|captura"
            r"|biometria) d[aeo]s?",
            after=r"(?:\sd[aeo]\s(?:mao|olho|dedo))?(?:\s(?:meu|minha|comigo))?",
            bound="before",
        ),
        theme("own", "faceid touchid", needs=NOBODY, before=_WHOSE, bound="before"),
        theme("own", "id", needs=NOBODY, before=rf"{_WHOSE} (?:face|touch)", bound="before"),
        theme(
            "body taken",
            "mao dedo dedos olho olhos indicador",
            needs=NOBODY,
            frame=r"(?:cadastr|colet|colh|grav|escane|captur|registr|reconhec|fotograf|digitaliz|scane|le|leram)[a-z]{0,6}"
            r"(?:\s[a-z]{1,10}){0,2}",
            before=_WHOSE,
            after=_AS,
            bound="before",
        ),
        theme(
            "body taken",
            "rosto face voz iris retina palma polegar cara feicao feicoes fisionomia",
            needs=NOBODY,
            frame=rf"{_TAKEN}(?:\s[a-z]{{1,10}}){{0,2}}",
            before=rf"(?:(?:foto|fotos|imagem|leitura|audio|reconhecimento|cadastro|mapeamento|geometria"
            rf"|palma)\s(?:d[aeo]\s)?)?{_WHOSE}(?:\spalma da)?",
            after=rf"(?:\sd[aeo]\s(?:mao|olho|dedo))?{_AS}?",
            bound="before",
        ),
        theme(
            "body used",
            "rosto face voz iris retina mao palma dedo digital",
            needs=NOBODY,
            before=_WHOSE,
            after=rf"(?:\sd[aeo]\s(?:mao|olho|dedo))?{_AS}",
            bound="after",
        ),
        theme(
            "body record",
            "rosto face voz iris retina mao palma",
            needs=NOBODY,
            before=rf"(?:biometria|reconhecimento|cadastro|leitura|foto|selfie|audio com|audio|video|gravacao"
            rf"|registro|escaneamento|scan"
            rf"|mapa|padrao)\s(?:d[aeo]\s)(?:{_WHOSE}|(?:d[oa]\s)?rosto\sdel[ea])",
            bound="before",
        ),
        theme(
            "recognition",
            "reconhecimento biometria verificacao leitura",
            needs=NOBODY,
            after=r"\s(?:facial|de voz|de iris|da digital|de face|digital|biometrica)\s(?:comigo|em mim|meu|minha"
            r"|sem (?:eu|minha"
            r"|meu) [a-z]{2,14})",
            bound="after",
        ),
        theme(
            "recognition",
            "reconhecimento biometria verificacao",
            needs=frozenset(["mine", "self", "relative"]),
            after=rf"\s(?:facial|de voz|de iris|da digital|de face|digital|biometrica)(?:{_OF_WHOM})?",
            bound="after",
        ),
        theme(
            "asked for",
            "selfie selfies foto",
            needs=NOBODY,
            after=r"\s(?:segurando (?:o |seu |meu )?(?:documento|rg|cnh)|com (?:o |seu |meu )?(?:documento|rg"
            r"|cnh)(?: (?:na mao|ao lado do rosto))?|do (?:seu|meu) rosto|para (?:o )?reconhecimento facial)",
            bound="after",
        ),
        theme(
            "asked for",
            "vida",
            needs=NOBODY,
            before=r"(?:minha|(?:fiz|fazer|faco|refiz) (?:a|minha|a minha)) prova de",
            after=r"(?!\s(?:d[aeo]))",
            bound="both",
        ),
        theme(
            "asked for",
            "vida",
            needs=NOBODY,
            before="prova de",
            after=r"\s(?:comigo|facial)",
            bound="both",
        ),
        theme(
            "asked for",
            "digital digitais",
            needs=NOBODY,
            before=rf"{_TAKEN}\s(?:a|as|na|nas)",
            after=rf"(?:{_OF_WHOM}|{_AS})",
            bound="both",
        ),
        theme(
            "asked for",
            "reconhecimento biometria",
            needs=NOBODY,
            frame=r"(?:ped|exig|solicit|obrig)[a-z]{1,6}(?: [oaf][a-z]{0,5})?",
            after=r"\s(?:facial|de voz|de iris|digital)",
            bound="after",
        ),
        *bodies.THEMES,
    ),
    asked=r"\b(?:biometria|reconhecimento facial)",
    despite=TAKERS,
)


@catalogue.add("special.biometric", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's body kept as data."""
    return _TOLD.told_in(reading)
