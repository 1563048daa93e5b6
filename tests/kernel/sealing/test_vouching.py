"""A MAC over a row: it never changes, and nothing else has it."""

import hmac
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.sealing import vouching

KEY = bytes(range(32))
parts = st.lists(st.one_of(st.text(max_size=8), st.binary(max_size=8), st.integers(0, 2**62)), max_size=5)


def test_what_vouches_never_changes():
    content = b"".join(
        form + len(part).to_bytes(4, "big") + part
        for form, part in ((b"s", b"desvelo/1"), (b"s", b"vouch"), (b"s", b"grant"), (b"s", b"dpo"), (b"b", b"key"))
    )

    assert vouching.mac(KEY, "grant", "dpo", b"key") == hmac.new(KEY, content, sha256).digest()


@given(parts, parts)
def test_it_holds_for_these_parts_and_no_others(one, other):
    mac = vouching.mac(KEY, "grant", *one)

    assert vouching.holds(KEY, mac, "grant", *one)
    same = [(type(each), each) for each in one] == [(type(each), each) for each in other]
    assert vouching.holds(KEY, mac, "grant", *other) == same


def test_neither_for_another_kind_nor_by_another_key_nor_without():
    mac = vouching.mac(KEY, "grant", "dpo")

    assert not vouching.holds(KEY, mac, "session", "dpo")
    assert not vouching.holds(bytes(32), mac, "grant", "dpo")
    for wrong in (b"", mac[:-1], mac + b"x", bytes(32)):
        assert not vouching.holds(KEY, wrong, "grant", "dpo")


def test_parts_cannot_be_moved_into_each_other():
    assert vouching.mac(KEY, "grant", "ab", "c") != vouching.mac(KEY, "grant", "a", "bc")
    assert vouching.mac(KEY, "grant", "1") != vouching.mac(KEY, "grant", 1)
