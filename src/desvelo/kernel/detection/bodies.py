"""Parts of a body where machines are spoken of: ``meu rosto`` in one clause with an app, a gate or a register.

Source: LGPD art. 5, II (dado biométrico); guidelines.md (BIOMETRIC).
"""

from desvelo.kernel.detection.names.surroundings import KIN
from desvelo.kernel.detection.phrases import NOBODY, theme
from desvelo.kernel.detection.subject import PEOPLE

_PARTS = "rosto face voz iris retina mao palma dedo polegar cara fisionomia feicoes orelha olho olhos veias indicador"
_WHOSE = r"(?:(?:a|o|as|os) )?(?:minha|meu|minhas|meus|nossa|nosso)"
_OF_SOMEBODY = rf"(?:\s(?:d[oa]s?)\s(?:(?:meu|minha|meus|minhas|nosso|nossa)\s)?(?:{KIN}|{PEOPLE})\b|\sdel[ea]s?\b)"
_MACHINE = (
    r"(?:app|aplicativo|sistemas?|catraca|ponto|terminal|portaria|leitor|camera|banco de dados|cadastro|aparelho"
    r"|biometria|maquina|caixa eletronico|totem|autoatendimento|reconhec[a-z]{1,6}|desbloque[a-z]{1,5}|senha|login"
    r"|acesso|sensor|porta|cofre|fechadura|software|inteligencia artificial|ia|golpe|golpistas|autorizacao"
    r"|base de dados)"
)
_BEHIND = rf"(?=(?:\s[a-z]{{1,12}}){{0,6}}\s{_MACHINE}\b)"
_DEED = (
    r"(?:deep ?fakes?|uso|us[a-z]{1,4}|clon[a-z]{1,4}|retir[a-z]{1,3}|tir[a-z]{1,4}|copi[a-z]{1,4}|scan[a-z]{0,4}|video"
    r"|leitura|imagem|registro|gravac(?:ao|oes)|reconhecimento|mapeamento|captura|coleta|validacao|identificacao|modelo"
    r"|template|geometria|escaneamento|exclu[a-z]{1,5}|apag[a-z]{1,4}|cadastr[a-z]{1,5}|coletar|colet[a-z]{1,4}"
    r"|reconhec[a-z]{1,4}|fotograf[a-z]{1,4}|film[a-z]{1,4}|libera[a-z]{0,3}|autorizei|autorizo|autentic[a-z]{1,4}"
    r"|valid[a-z]{1,4}|identific[a-z]{1,4}|verific[a-z]{1,4})"
)
_KINDS = (
    r"(?:(?:a|o|as|os|meu|meus|minha|minhas|nosso|nossa) )?(?:cadastro|registro|leitura|dados?|assinatura|identificacao"
    r"|captura|templates?|imagem|imagens|padrao|padroes|mapeamento|reconhecimento|validacao|informacoes|autenticacao"
    r"|verificacao|biometria|coleta|modelo|scan|ponto|chave|foto|login|acesso|identidade|arquivo|informacao)"
)
_SCANNED = (
    r"(?:cadastr|colet|colh|grav|escane|scane|captur|registr|reconhec|fotograf|digitaliz|salv|film|clon|copi|leram\b"
    r"|leu\b"
    r"|ler\b|lendo\b)[a-z]{0,5}(?: (?:ai|aqui|tambem|so|la|ja|sem querer|entao|logo|agora|de novo))?"
)

THEMES = (
    theme(
        "taken",
        "cara dedo mao olho olhos polegar feicoes orelha indicador dedos",
        needs=NOBODY,
        frame=_SCANNED,
        before=r"[oa]s?",
        after=_OF_SOMEBODY,
        bound="both",
    ),
    theme(
        "taken",
        "palma veias digital digitais impressao impressoes ponta",
        needs=NOBODY,
        frame=_SCANNED,
        before=r"[oa]s?",
        after=r"(?:\s(?:digital|digitais))?\s(?:d[aeo]s?|em)\s(?:todos os |todas as )?(?:minhas?|meus?|nossas?"
        r"|nossos?)\s(?:mao"
        r"|maos|dedos?|polegar|indicador)",
        bound="both",
    ),
    theme(
        "taken",
        "dedo mao rosto cara polegar olho",
        needs=NOBODY,
        frame=r"(?:p[oou]s|puseram|bot(?:ei|ou|aram|ar)|coloc(?:ei|ou|aram|ar)|encost(?:ei|ou|aram|ar))",
        before=r"[oa]|(?:(?:o|a) )?(?:meu|minha)",
        after=rf"(?:{_OF_SOMEBODY})?(?=\s(?:n[oa]|em)\s(?:leitor|maquina|aparelho|sensor|catraca|camera|totem"
        rf"|ponto)\b)",
        bound="both",
    ),
    theme(
        "own",
        "digitais dedos impressoes iris retinas",
        needs=NOBODY,
        before=r"(?:as |os )?(?:minhas|meus|nossas|nossos)(?: (?:dez|cinco|duas|dois|quatro|proprias|proprios|10|2|5))",
        after=r"(?:\s(?:digitais|dos dedos|da mao))?",
        bound="before",
        frame=r"[a-z]{1,14}",
    ),
    theme(
        "beside a machine",
        _PARTS,
        needs=NOBODY,
        before=rf"{_WHOSE}(?: (?:palma da|impressao da))?",
        after=rf"(?! de (?:obra|vaca))(?: d[aeo] (?:mao|olho|dedo))?{_BEHIND}",
        bound="both",
    ),
    theme(
        "taken",
        _PARTS,
        needs=NOBODY,
        before=rf"(?:(?:o|a|um|uma) )?{_DEED}(?: (?:d[aeo]|com|n[ao]|por))? ?{_WHOSE}",
        frame=r"(?:[a-z]{1,12}|)",
        bound="before",
    ),
    theme(
        "taken",
        "rosto face voz iris retina palma digital digitais",
        needs=NOBODY,
        before=rf"(?:(?:o|a) )?{_DEED} (?:d?[aeo]s?)",
        after=_OF_SOMEBODY,
        bound="both",
    ),
    theme(
        "record",
        "facial faciais biometric* digital",
        needs=NOBODY,
        before=_KINDS,
        after=rf"{_OF_SOMEBODY}",
        bound="both",
    ),
    theme("record", "facial faciais biometric*", needs=frozenset(["mine"]), before=_KINDS, bound="before"),
    theme(
        "record",
        "facial faciais biometria biometric*",
        needs=NOBODY,
        before=_KINDS,
        after=r"(?=(?:\s(?!vcs?\b|voc)[a-z]{1,12}){0,3}\s(?:me|mim|comigo|meu|minha|meus|minhas)\b)",
        bound="both",
    ),
    theme(
        "refused",
        "facial biometria digital",
        needs=NOBODY,
        before=r"(?:(?:reconhecimento|leitura|biometria|identificacao) )?",
        after=r"(?=\s(?:nao |nunca )?me (?:reconhec|identific|deix|aceit|libera))",
        bound="after",
    ),
    theme(
        "finger given",
        "digital digitais dedo biometria",
        needs=NOBODY,
        before=r"(?:(?:bati|bato|registrei|marquei|abri|entrei|passei|coloquei|botei|assinei|desbloqueei|entro"
        r"|desbloqueio"
        r"|liberei)(?: (?:o ponto|ponto|a porta|na catraca|o celular))?(?: (?:com|por|pela|usando))?) (?:a|o|as)",
        after=r"(?!\s(?:conta|carteira|agenda|d[aeo]))",
        bound="both",
    ),
    theme(
        "finger given",
        "indicador polegar dedo rosto face palma",
        needs=NOBODY,
        before=r"(?:cadastr|registr|colet|escane|captur|leram|scane)[a-z]{0,4} (?:o|a)(?: dedo)?",
        after=r"(?=\s(?:n[ao]|pra|para|e|de novo|ontem|hoje|mas)\b|\s?[,.;]|$)",
        bound="both",
    ),
    theme(
        "asked for",
        "selfie selfies",
        needs=NOBODY,
        before=r"(?:a |minha |uma |as )?",
        after=r"\sque (?:eu )?(?:mandei|tirei|enviei|fiz|pediram|vcs pediram|voces pediram)",
        bound="after",
    ),
    theme(
        "asked for",
        "selfie selfies",
        needs=NOBODY,
        before=r"(?:mandei|enviei|tirei|fiz|refiz|mandar|enviar|tirar)(?: (?:a|minha|uma|outra|de novo a|as))?",
        after=r"(?=(?:\s[a-z]{1,12}){0,5}\s(?:cadastro|conta|reconhec|identidade|app|validar|documento|rg|cnh"
        r"|verifica))",
        bound="both",
    ),
)
