import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.items import Media

from .bodies import body, message


def read(kind, content, **changes):
    raw = message(**{"type": kind, "text": None, kind: content, **changes})
    [item] = payload.parse(body(messages=[raw])).items
    return item


def test_a_file_keeps_its_caption_its_name_and_where_it_waits():
    item = read(
        "document",
        {"id": "9", "mime_type": "application/pdf", "sha256": "aGFzaA==", "caption": "segue", "filename": "../rg.pdf"},
    )

    assert (item.kind, item.text, item.caption, item.filename) == ("document", None, "segue", "../rg.pdf")
    assert item.media == Media(id="9", mime_type="application/pdf", sha256="aGFzaA==")
    assert item.texts == (("document.caption", "segue"), ("document.filename", "../rg.pdf"))


def test_a_voice_note_is_told_from_a_file():
    assert read("audio", {"id": "9", "mime_type": "audio/ogg", "voice": True}).media.voice


@pytest.mark.parametrize(
    ("kind", "content", "texts"),
    [
        ("button", {"payload": "p", "text": "Parar"}, [("button.text", "Parar")]),
        (
            "interactive",
            {"type": "button_reply", "button_reply": {"id": "b1", "title": "Sim"}},
            [("interactive.button_reply.title", "Sim")],
        ),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"id": "r1", "title": "Terça", "description": "de manhã"}},
            [("interactive.list_reply.title", "Terça"), ("interactive.list_reply.description", "de manhã")],
        ),
        ("reaction", {"message_id": "wamid.9", "emoji": "👍"}, [("reaction.emoji", "👍")]),
        ("reaction", {"message_id": "wamid.9", "emoji": ""}, []),
        ("reaction", {"message_id": "wamid.9"}, []),
        (
            "location",
            {"latitude": -23.55, "longitude": -46, "name": "Casa", "address": "Rua A, 1"},
            [
                ("location.latitude", "-23.55"),
                ("location.longitude", "-46"),
                ("location.name", "Casa"),
                ("location.address", "Rua A, 1"),
            ],
        ),
        (
            "contacts",
            [{"name": {"formatted_name": "Rui"}, "phones": [{"phone": "+55 11 90000-0000"}], "vcard": "BEGIN"}],
            [
                ("contacts.0.name.formatted_name", "Rui"),
                ("contacts.0.phones.0.phone", "+55 11 90000-0000"),
                ("contacts.0.vcard", "BEGIN"),
            ],
        ),
        (
            "order",
            {"catalog_id": "1", "text": "para Rosa", "product_items": [{"product_retailer_id": "p", "quantity": 1}]},
            [("order.text", "para Rosa")],
        ),
        (
            "edit",
            {"original_message_id": "wamid.9", "message": {"type": "text", "text": {"body": "novo"}}},
            [("edit.message.text.body", "novo")],
        ),
        ("revoke", {"original_message_id": "wamid.9"}, []),
        ("sticker", {"id": "9", "mime_type": "image/webp", "sha256": "x", "animated": False}, []),
        ("unsupported", {"type": "poll_creation"}, []),
        ("hologram", {"depth": 3, "said": ["meu CPF"]}, [("hologram.said.0", "meu CPF")]),
    ],
)
def test_all_that_people_typed_is_listed_and_what_machines_wrote_is_not(kind, content, texts):
    item = read(kind, content)

    assert (item.kind, list(item.texts)) == (kind, texts)


def test_the_answers_of_a_form_are_read_out_of_their_string():
    answers = json.dumps({"flow_token": "t0k3n", "cpf": "529.982.247-25", "itens": ["a"]})

    item = read("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": answers}})

    where = "interactive.nfm_reply.response_json"
    assert item.texts == ((f"{where}.cpf", "529.982.247-25"), (f"{where}.itens.0", "a"))


@pytest.mark.parametrize("answers", ["{", "[" * 90, '{"a":NaN}', '"só texto"', "17"])
def test_answers_that_are_not_json_are_kept_as_they_were_written(answers):
    item = read("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": answers}})

    assert item.texts == (("interactive.nfm_reply.response_json", answers),)


def test_the_words_of_the_advertisement_come_along():
    item = read("text", {"body": "oi"}, referral={"headline": "Promo", "source_id": "1", "ctwa_clid": "x"})

    assert item.texts == (("text.body", "oi"), ("referral.headline", "Promo"))


@pytest.mark.parametrize("declared", ["Weird Type", "x" * 41, "\x00", "DROP TABLE"])
def test_a_kind_that_is_no_name_becomes_unknown_and_loses_no_word(declared):
    item = read(declared, {"said": "meu CPF"})

    assert (item.kind, item.known) == ("unknown", False)
    assert [what for _, what in item.texts] == ["meu CPF"]


def test_an_unseen_kind_keeps_its_name_and_is_marked_as_not_known():
    assert (read("hologram", {}).known, read("sticker", {}).known) == (False, True)


def test_an_old_shape_without_a_type_is_named_by_its_content():
    [item] = payload.parse(body(messages=[message(type=None)])).items

    assert (item.kind, item.text) == ("text", "oi")


def test_a_reply_names_what_it_answers():
    assert read("text", {"body": "sim"}, context={"from": "1", "id": "wamid.7"}).reply_to == "wamid.7"


@pytest.mark.parametrize("context", [None, {}, {"forwarded": True}, "x", {"id": ""}])
def test_a_context_without_an_id_answers_nothing(context):
    assert read("text", {"body": "sim"}, context=context).reply_to is None


@pytest.mark.parametrize(
    ("context", "forwarded"), [({"forwarded": True}, True), ({"frequently_forwarded": True}, True), ({}, False)]
)
def test_a_forwarded_message_is_marked(context, forwarded):
    assert read("text", {"body": "sim"}, context=context).forwarded is forwarded


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("reaction", {"message_id": "wamid.9"}),
        ("edit", {"original_message_id": "wamid.9"}),
        ("revoke", {"original_message_id": "wamid.9"}),
    ],
)
def test_what_acts_on_a_message_names_it(kind, content):
    assert read(kind, content).target_wamid == "wamid.9"


@pytest.mark.parametrize("content", [None, "texto", 7, [], [["x"]]])
def test_content_of_the_wrong_shape_is_still_a_message(content):
    assert read("text", content).text is None


def test_errors_beside_a_message_are_read_in_both_shapes():
    item = read("unsupported", {}, errors=[{"code": 131051, "title": "t"}, {"code": "131060", "details": "d"}, 7])

    assert [(error.code, error.details) for error in item.errors] == [(131051, ""), (131060, "d")]


WORDS = st.text(min_size=1, max_size=8).filter(
    lambda text: "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
)


@given(st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)))
def test_every_word_of_an_unseen_kind_is_found(content):
    def leaves(value):
        if isinstance(value, str):
            return [value]
        return [leaf for inner in (value.values() if isinstance(value, dict) else value) for leaf in leaves(inner)]

    assert [what for _, what in read("hologram", content).texts] == leaves(content)
