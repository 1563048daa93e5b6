import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.detectors.secret_key import entropy
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.detection.masked import mask
from desvelo.kernel.detection.scanning import scan

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

PREFIXES = [
    "sk_live_",
    "rk_test_",
    "ghp_",
    "gho_",
    "glpat-",
    "xoxp-",
    "AIza",
    "EAA",
    "hf_",
    "npm_",
    "whsec_",
    "sk-ant-",
]
RANDOM = st.text(string.ascii_letters + string.digits, min_size=44, max_size=44).filter(
    lambda text: all(any(map(kind, text)) for kind in (str.isupper, str.islower, str.isdigit))
)
TOKEN = "q7Zk2Wm9Xv4Tb1Rn8Lc5"


@given(st.sampled_from(PREFIXES), RANDOM, st.sampled_from(["{}", "vazou {} no grupo", "uso {}, tá certo?"]))
def test_the_mark_of_an_issuer_is_enough(prefix, random, text):
    key = prefix + random

    assert next(value for label, value in found(text.format(key)) if label == "SECRET").startswith(key[:34])


@pytest.mark.parametrize(
    "text",
    [
        "api key: {}",
        "minha api key é {}",
        "o token do sistema é {} e não entra",
        "API_KEY={}",
        "client secret {}",
        "Authorization: Bearer {}",
        "chave da api do gateway: {}",
        "credencial {}",
        "AccountKey={};EndpointSuffix=exemplo",
        "x-api-key: {}",
        "chave secreta -> {}",
        'secret: "{}"',
        "access token novo {}.",
        "https://api.exemplo.com/v1?id=4&token={}&x=1",
    ],
)
def test_a_token_without_a_mark_counts_after_its_word(text):
    assert found(text.format(TOKEN)) == [("SECRET", TOKEN)]


@pytest.mark.parametrize(
    "secret",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLW9mLWEtdGVzdA",
        "postgres://app:Forte77@db.exemplo.com:5432/loja",
        "mongodb+srv://user:s3nh4aqui@cluster0.exemplo.net/prod",
        "Server=tcp:sql.exemplo.com,1433;Database=loja;User Id=sa;Password=Xyz!2020",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\nBgkqhkiG\n-----END PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk",
        "$aact_prod_000MzkwODA2MWY2OGM3MWRlMDU2NWM3MzJl",
        "APP_USR-7744120098112233-101112-9f8e7d6c5b4a39281706f5e4d3c2b1a0-123456789",
    ],
)
def test_forms_that_nothing_else_has(secret):
    assert found(secret) == [("SECRET", secret)]


@pytest.mark.parametrize("line", ["DB_PASSWORD={}", "SMTP_PASS={}", "export JWT_SECRET='{}'", "MY_TOKEN: {}"])
def test_a_line_of_settings_gives_its_value(line):
    assert found(line.format("girafa7x")) == [("SECRET", "girafa7x")]


@pytest.mark.parametrize(
    "text",
    [
        "commit 9fceb02d0ae598e95dc970b74767f19372d6ae82 do token",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "request id 3f2504e0-4f89-41d3-9a0c-0305e82c3301 token inválido",
        "meu token de acesso do sistema não funciona desde ontem",
        "a chave de acesso da NF-e 3326 0900 1234 5600 0199 6500 1000 1122 3311 8800 4471",
        "perdi a chave do portão 302",
        "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ",
        "https://exemplo.com/produto?cor=azul&tamanho=44",
        "sk-2020 do catálogo",
        "secretaria 2a via protocolo 20261126000044",
        "token errado, apikey inválida",
        "chave de api onde acho?",
        "asiaticos2020produto",
        "o bearer da certidão",
    ],
)
def test_hashes_links_and_talk_are_left(text):
    assert found(text) == []


def test_a_digits_only_token_is_a_one_time_code():
    assert found("token 482913") == [("OTP_CODE", "482913")]


def test_what_is_found_is_stored_nowhere_and_its_echo_goes_with_it():
    text = f"token: {TOKEN} repito {TOKEN}"

    masked, data = mask(text, scan(text), iter("ab").__next__)

    assert TOKEN.encode() not in masked.encode()
    assert [(datum.handling, datum.value) for datum in data] == [(Handling.DISCARD, None)] * 2


def test_entropy_is_the_number_of_bits():
    assert entropy("aaaa") == 0
    assert entropy("abcdefgh") == 3


def test_the_mark_of_a_key_needs_no_other_word():
    assert found("colei aqui tok_exemplo_7c1d90ab34ef52") == [("SECRET", "tok_exemplo_7c1d90ab34ef52")]
    assert found("o sofá tok_stok_retratil2024") == []


@pytest.mark.parametrize(
    "line",
    ["twilio auth {SECRET:4b1d9f0e7c6a5b2c3d8e1f0a7b6c9d2e}"],
)
def test_a_key_behind_auth_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["auth service caiu hoje de manhã"],
)
def test_a_key_behind_auth_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
