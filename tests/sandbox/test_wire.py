import json
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.sandbox import wire

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("é", rb'"\u00e9"'),
        ("ÿ", rb'"\u00ff"'),
        ("😊", rb'"\ud83d\ude0a"'),
        ("https://a/b", rb'"https:\/\/a\/b"'),
        ("<ok> & 'c' @", b"\"<ok> & 'c' @\""),
        ("\\/", rb'"\\\/"'),
        ('"\n', rb'"\"\n"'),
    ],
)
def test_text_is_escaped_as_on_the_wire(text, written):
    assert wire.dump(text) == written


@given(JSON)
def test_what_is_written_reads_back_and_is_plain(value):
    written = wire.dump(value)

    assert json.loads(written) == value
    assert written.isascii()
    assert written.replace(b"\\/", b"").count(b"/") == 0
    assert written.lower().count(b"\\u") >= written.count(b"\\u")


def test_objects_are_compact_and_keep_their_order():
    assert wire.dump({"b": [1, True, None], "a": ""}) == b'{"b":[1,true,null],"a":""}'


def test_signature_and_proof_are_those_of_the_reference():
    body = b'{"object":"whatsapp_business_account","entry":[]}'

    assert wire.signature("test_app_secret", body) == (
        "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"
    )
    assert wire.proof("test_app_secret", "EAAtest_token") == (
        "9c413fb40d0ad691bdaaf8d25cf7a6157590b5fbc7f110a1edc8bd1d2c969cfb"
    )


@pytest.mark.parametrize("made", [wire.inbound_id, wire.outbound_id])
def test_message_ids_are_unique_and_built_like_real_ones(made):
    one, other = made("5511900004417"), made("5511900004417")

    assert one != other
    assert b64decode(one.removeprefix("wamid."))[:16] == b"\x1c\x18\x0d5511900004417"
