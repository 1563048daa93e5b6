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
