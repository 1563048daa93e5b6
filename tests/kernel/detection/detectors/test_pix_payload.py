import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.detectors.pix_payload import LABEL, crc, walk
from desvelo.kernel.detection.sameness import same
from desvelo.kernel.detection.scanning import scan

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name

PUBLISHED = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-426655440000"
    "5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)


def field(name: str, value: str) -> str:
    return f"{name}{len(value):02}{value}"


def payload(key: str, name: str = "LOJA TESTE", amount: str = "") -> str:
    account = field("00", "br.gov.bcb.pix") + field("01", key)
    money = field("54", amount) if amount else ""
    body = "000201" + field("26", account) + "520400005303986" + money + "5802BR" + field("59", name)
    body += field("60", "RECIFE") + "62070503***6304"
    return body + crc(body)


def test_the_checksum_is_the_published_one():
    assert crc("123456789") == "29B1"
    assert crc(PUBLISHED[:-4]) == "1D3D"


@given(
    st.sampled_from(["a@exemplo.com", "+5511988887777", "52998224725", "0d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b"]),
    st.from_regex(r"[A-Z]{2,9}( [A-Z]{2,9}){0,2}", fullmatch=True),
    st.sampled_from(["", "1.00", "149.99"]),
    st.sampled_from(["{}", "paga esse {} por favor", "{}, é golpe?", "pix:\n{}\nobrigada"]),
)
def test_a_payload_is_one_datum_whatever_it_holds(key, name, amount, text):
    code = payload(key, name, amount)

    assert found(text.format(code)) == [("PIX_PAYLOAD", code)]


def test_the_rule_tells_a_right_checksum_from_a_wrong_one():
    assert [finding.rule for finding in scan(PUBLISHED)] == ["crc"]
    assert [finding.rule for finding in scan(PUBLISHED[:-1] + "E")] == ["fields"]


@pytest.mark.parametrize("place", [20, 60, 92, 110])
def test_a_payload_broken_into_lines_is_still_one(place):
    broken = f"{PUBLISHED[:place]}\n{PUBLISHED[place:]}"

    assert found(f"segue {broken} ok") == [("PIX_PAYLOAD", broken)]
    assert same(LABEL, broken, PUBLISHED)


def test_a_payload_that_lost_a_character_goes_to_its_checksum():
    lost = PUBLISHED.replace("Fulano de Tal", "Fulano deTal")

    assert walk(lost) == 0
    assert found(f"{lost} e agora") == [("PIX_PAYLOAD", lost)]


def test_a_payload_cut_short_is_covered_to_the_end_of_the_word():
    assert found(f"{PUBLISHED[:70]} cortou") == [("PIX_PAYLOAD", PUBLISHED[:70])]


@pytest.mark.parametrize(
    "text",
    ["lote 000201", "000201010203", "código 000201 6304", "000201265800", "protocolo 00020126580014", "6304ABCD"],
)
def test_the_first_digits_alone_are_nothing(text):
    assert "PIX_PAYLOAD" not in [label for label, _ in found(text)]


@given(st.text("0126", max_size=60))
def test_walking_stays_inside_the_text(text):
    assert 0 <= walk(text) <= len(text)
