"""Values that mean the same meet under one index, and without the key the index says nothing."""

import hmac
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.sealing import keyed_index
from desvelo.kernel.sealing.errors import NotIndexable

KEY = b"i" * 32
DIGITS = st.text("0123456789", min_size=5, max_size=19)


@pytest.mark.parametrize(
    ("kind", "value", "normal"),
    [
        ("phone", "5511998765432", "5511998765432"),
        ("phone", "+55 (11) 99876-5432", "5511998765432"),
        ("phone", "+55 11 99876.5432", "5511998765432"),
        ("phone", "553187654321", "5531987654321"),
        ("phone", "553134567890", "553134567890"),
        ("phone", "5215512345678", "525512345678"),
        ("phone", "525512345678", "525512345678"),
        ("phone", "16505551234", "16505551234"),
        ("phone", "５５１１９９８７６５４３２", "5511998765432"),
        ("email", "  Bia@Exemplo.COM ", "bia@exemplo.com"),
        ("email", "joa\u0303o@exemplo.com", "jo\u00e3o@exemplo.com"),
        ("cpf", "529.982.247-25", "52998224725"),
        ("cpf", "52998224725", "52998224725"),
        ("cnpj", "11.222.333/0001-81", "11222333000181"),
        ("cnpj", "12.abc.345/01de-35", "12ABC34501DE35"),
        ("order", "PED004512", "PED004512"),
        ("bsuid", " BR.1A2b3C ", "BR.1A2b3C"),
    ],
)
def test_a_value_has_one_normal_form(kind, value, normal):
    assert keyed_index.normalise(kind, value) == normal


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", ""),
        ("phone", "1234"),
        ("phone", "1" * 21),
        ("phone", "55 11 99876-5432 ramal 3"),
        ("email", "bia"),
        ("email", "bia@@exemplo.com"),
        ("email", "bia @exemplo.com"),
        ("cpf", "5299822472"),
        ("cpf", "529982247251"),
        ("cpf", "529.982.247-2x"),
        ("bsuid", "   "),
        ("name", "Bia"),
    ],
)
def test_a_value_without_a_normal_form_is_refused_and_not_repeated(kind, value):
    with pytest.raises(NotIndexable) as refusal:
        keyed_index.index(KEY, kind, value)

    assert refusal.value.params == {"kind": kind}


@given(st.sampled_from(["phone", "cpf", "email", "bsuid"]), st.text(max_size=20))
def test_a_normal_form_is_its_own_normal_form(kind, value):
    try:
        normal = keyed_index.normalise(kind, value)
    except NotIndexable:
        return
    assert keyed_index.normalise(kind, normal) == normal


@given(DIGITS, DIGITS)
def test_two_phones_meet_exactly_when_their_normal_forms_do(one, other):
    same = keyed_index.normalise("phone", one) == keyed_index.normalise("phone", other)

    assert (keyed_index.index(KEY, "phone", one) == keyed_index.index(KEY, "phone", other)) == same


def test_both_forms_of_a_brazilian_mobile_find_one_person():
    assert keyed_index.index(KEY, "phone", "553187654321") == keyed_index.index(KEY, "phone", "+55 31 98765-4321")


def test_the_index_never_changes():
    index = keyed_index.index(KEY, "phone", "+55 11 99876-5432")

    content = b"".join(
        b"s" + len(part).to_bytes(4, "big") + part for part in (b"desvelo/1", b"index", b"phone", b"5511998765432")
    )
    assert index == hmac.new(KEY, content, sha256).digest()


def test_one_number_under_two_kinds_has_two_indexes():
    assert keyed_index.index(KEY, "phone", "52998224725") != keyed_index.index(KEY, "cpf", "52998224725")


def test_a_hash_without_a_key_would_give_the_phone_away():
    stolen = sha256(b"5511998765432").digest()
    guesses = {sha256(b"55119987654%02d" % tail).digest(): tail for tail in range(100)}

    assert guesses[stolen] == 32
    assert keyed_index.index(KEY, "phone", "5511998765432") not in {
        keyed_index.index(b"g" * 32, "phone", f"55119987654{tail:02}") for tail in range(100)
    }
