import pytest

from desvelo.kernel.detection import catalogue
from desvelo.kernel.whatsapp import payload, reading_order

from .bodies import body, message


def words(kind, content, **more):
    raw = message(**{"type": kind, "text": None, kind: content, **more})
    [item] = payload.parse(body(messages=[raw])).items
    return reading_order.arrange(item.kind, item.texts, subtype=item.detail.subtype)


def read(kind, content, **more):
    """Return (heading, own words, place), each line as its text, or as (label, text) where its class is known."""
    found = words(kind, content, **more)
    lines = [[(line.label, line.text) if line.label else line.text for line in part] for part in _parts(found)]
    return lines[0], lines[1], found.place


def _parts(found):
    return found.heading, found.own


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("text", {"body": "oi"}, ([], ["oi"], "")),
        ("image", {"id": "9", "mime_type": "image/png", "caption": "eu"}, ([], ["eu"], "")),
        ("document", {"id": "9", "caption": "segue", "filename": "rg.pdf"}, (["rg.pdf"], ["segue"], "")),
        ("button", {"payload": "p", "text": "Parar"}, ([], ["Parar"], "")),
        ("reaction", {"message_id": "wamid.9", "emoji": "👍"}, ([], ["👍"], "")),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"id": "1", "title": "Terça", "description": "de manhã"}},
            ([], ["Terça", "de manhã"], ""),
        ),
        (
            "location",
            {"address": "Rua A, 1", "latitude": -23.55, "longitude": -46, "name": "Casa", "url": "https://x.example"},
            (["Casa", "Rua A, 1", "https://x.example"], [], "-23.55, -46"),
        ),
        ("location", {"longitude": 0, "latitude": 0.5}, ([], [], "0.5, 0")),
        ("edit", {"message": {"type": "text", "text": {"body": "novo"}}}, ([], ["novo"], "")),
        ("edit", {"message": {"type": "document", "document": {"filename": "a.pdf"}}}, (["a.pdf"], [], "")),
        ("hologram", {"said": ["um", "dois"]}, ([], ["um", "dois"], "")),
    ],
)
def test_what_was_sent_comes_first_and_what_was_said_after_it(kind, content, expected):
    assert read(kind, content) == expected


def test_the_words_of_an_advertisement_stand_apart_from_those_of_the_customer():
    referral = {"source_url": "https://x.example/1", "body": "Promoção", "headline": "Fale conosco", "source_id": "1"}

    assert read("text", {"body": "ainda tem?"}, referral=referral) == (
        ["Fale conosco", "Promoção", "https://x.example/1"],
        ["ainda tem?"],
        "",
    )


def test_an_answer_of_a_form_stands_behind_the_name_of_its_field():
    answers = '{"flow_token":"t","cpf":52998224725,"nome_completo":"Rui","itens":["a"],"id":"7","aceito":true,"x":null}'

    heading, own, _ = read(
        "interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": answers, "body": "Sent", "name": "flow"}}
    )

    assert heading == []
    assert own == ["cpf: 52998224725", "nome completo: Rui", "itens.0: a", "id: 7", "aceito: true"]


def test_an_address_that_stands_in_the_body_of_a_form_is_said():
    content = {"type": "nfm_reply", "nfm_reply": {"body": "Rua A, 1", "name": "address_message"}}

    assert read("interactive", content)[1] == ["Rua A, 1"]


def test_a_card_is_read_by_name_company_and_numbers_and_says_nothing_twice():
    card = {
        "phones": [{"phone": "+55 11 90000-0000", "wa_id": "5511900000000", "type": "CELL"}],
        "emails": [{"email": "rui@x.example", "type": "WORK"}],
        "org": {"company": "Padaria"},
        "name": {"first_name": "Rui", "last_name": "Melo", "formatted_name": "Rui Melo"},
        "birthday": "1990-01-31",
    }

    heading, _, _ = read("contacts", [card, {"name": {"first_name": "Ana", "last_name": "Sá"}}])

    assert heading == [
        "Rui Melo",
        "Padaria",
        ("PHONE", "+55 11 90000-0000"),
        ("EMAIL", "rui@x.example"),
        "1990-01-31",
        "Ana",
        "Sá",
    ]


def test_a_number_that_differs_from_the_one_written_is_shown_too():
    card = {"name": {"formatted_name": "Rui"}, "phones": [{"phone": "+1 415 555-0829", "wa_id": "14125550829"}]}

    assert read("contacts", [card])[0] == ["Rui", ("PHONE", "+1 415 555-0829"), ("PHONE", "14125550829")]


def test_a_vcard_is_read_line_by_line_and_adds_only_what_is_new():
    lines = [
        *(
            "BEGIN:VCARD",
            "VERSION:3.0",
            "N:Melo;Rui;;;",
            "FN:Rui Melo",
            "item1.TEL;waid=5511900000000:+55 11 90000-0000",
        ),
        *("EMAIL;type=WORK:rui@x.example", "NOTE:cpf 529.982.2", " 47-25", "PHOTO;ENCODING=b:AAAA", "END:VCARD"),
    ]
    card = {"name": {"formatted_name": "Rui Melo"}, "vcard": "\r\n".join(lines)}

    assert read("contacts", [card])[0] == [
        "Rui Melo",
        ("PHONE", "+55 11 90000-0000"),
        ("EMAIL", "rui@x.example"),
        "cpf 529.982.247-25",
    ]


def test_a_vcard_that_is_none_loses_no_word():
    assert read("contacts", [{"vcard": "meu primo\ncpf 529.982.247-25"}])[0] == ["meu primo", "cpf 529.982.247-25"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("\u202efdp.exe", "fdp.exe"), ("a\u2066b\u2069.pdf", "ab.pdf"), ("a\r\n\tb.pdf", "a b.pdf"), ("é.pdf", "é.pdf")],
)
def test_the_name_of_a_file_cannot_turn_the_writing_around(name, shown):
    assert read("document", {"id": "9", "filename": name})[0] == [shown]


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("user_changed_number", []),
        ("customer_changed_number", []),
        ("user_changed_user_id", []),
        ("customer_identity_changed", []),
        ("something_new", ["User Ana changed from 16505551234 to 16505559999"]),
    ],
)
def test_metas_sentence_with_two_phone_numbers_is_not_kept_where_its_kind_says_the_same(kind, own):
    content = {"type": kind, "body": "User Ana changed from 16505551234 to 16505559999", "wa_id": "16505559999"}

    assert read("system", content)[1] == own


def test_the_text_to_be_searched_says_where_each_known_datum_stands():
    card = {
        "name": {"formatted_name": "Rui"},
        "phones": [{"phone": "90000-0000"}],
        "emails": [{"email": "r@x.example"}],
    }

    found = words("contacts", [card])

    assert found.text == found.opening == "Rui\n90000-0000\nr@x.example"
    assert [(found.text[start:end], label) for start, end, label in found.known] == [
        ("90000-0000", "PHONE"),
        ("r@x.example", "EMAIL"),
    ]


def test_a_heading_ends_where_the_own_words_begin():
    found = words("document", {"id": "9", "filename": "rg.pdf", "caption": "segue"})

    assert (found.opening, found.text) == ("rg.pdf\n", "rg.pdf\nsegue")


def test_every_class_that_a_place_may_name_is_one_we_have():
    labels = set(reading_order._LABELS.values())

    assert {catalogue.shipped().label(code).code for code in labels} == labels
