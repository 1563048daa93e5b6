import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

TOLD = [
    "cadastraram {BIOMETRIC:minha digital}",
    "coletaram {BIOMETRIC:minha biometria facial} sem autorização",
    "o app pede {BIOMETRIC:selfie com documento}",
    "não reconhece {BIOMETRIC:meu rosto}",
    "gravaram {BIOMETRIC:minha voz}",
    "{BIOMETRIC:minha impressão digital} não funciona no relógio",
    "apaguem a {BIOMETRIC:biometria da minha mãe}",
    "escanearam {BIOMETRIC:minha íris} no shopping",
    "a {BIOMETRIC:digital dele} não lê",
    "vcs guardam {BIOMETRIC:minha digital}?",
    "cadastrei {BIOMETRIC:minha biometria}",
    "{BIOMETRIC:meu rosto} não é reconhecido",
    "{BIOMETRIC:minha digital} não passa na catraca",
    "{BIOMETRIC:meu face id} tá cadastrado",
    "a {BIOMETRIC:digital do meu filho}",
    "{BIOMETRIC:o rosto da minha mãe} foi cadastrado",
    "o app pede {BIOMETRIC:reconhecimento facial meu}",
    "fizeram {BIOMETRIC:reconhecimento facial comigo}",
    "escanearam {BIOMETRIC:minha íris}",
    "coletaram as {BIOMETRIC:digitais dos funcionários}",
    "colheram {BIOMETRIC:minhas digitais}",
    "não autorizo {BIOMETRIC:minha imagem facial}",
    "mandei {BIOMETRIC:selfie com documento}",
    "mandei {BIOMETRIC:minha selfie}",
    "pediram {BIOMETRIC:selfie segurando o rg}",
    "quero apagar {BIOMETRIC:meus dados biométricos}",
    "{BIOMETRIC:biometria facial da minha filha}",
    "a academia usa {BIOMETRIC:minha impressão digital}",
    "{BIOMETRIC:meu polegar} não lê",
    "{BIOMETRIC:minha voz} foi clonada",
    "usaram {BIOMETRIC:meu rosto} num deepfake",
    "cadastrem {BIOMETRIC:meu rosto}",
    "fizeram {BIOMETRIC:prova de vida comigo}",
    "o condomínio usa {BIOMETRIC:o rosto da minha esposa} pra abrir o portão",
    "guardam {BIOMETRIC:a foto do rosto da minha filha}?",
]
LEFT = [
    "leitor biométrico 299,00",
    "relógio de ponto biométrico",
    "fechadura com digital",
    "carteira digital",
    "certificado digital",
    "minha conta digital",
    "meu cartão digital",
    "creme para o rosto",
    "minha voz sumiu",
    "manda foto do produto",
    "foto do meu carro",
    "fone com cancelamento de voz",
    "celular com reconhecimento facial",
    "banco digital",
    "leitor biométrico quanto?",
    "fechadura com digital 499",
    "marketing digital",
    "assinatura digital do contrato",
    "biometria da catraca quebrou",
    "tem reconhecimento facial nesse celular?",
    "a digital do aparelho",
    "creme pro rosto",
    "toalha de rosto",
    "celular com face id",
    "minha carteira de trabalho digital",
    "meu certificado digital venceu",
    "minha impressora digital",
    "minha cara de palhaço",
    "tira minha mão do fogo",
    "dói meu dedo",
    "foto 3x4",
    "selfie com artista",
]


@pytest.mark.parametrize("line", TOLD)
def test_a_body_kept_as_data_is_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_devices_and_digital_papers_are_left(text):
    assert found(text) == []


def test_a_device_and_the_record_of_a_person_are_told_apart():
    assert found("o leitor não reconhece minha digital") == [("BIOMETRIC", "minha digital")]
    assert found("o leitor de digital custa quanto?") == []
