"""Each kind leaves exactly as the reference writes it, and what Meta would refuse never leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import outbound, outbound_kinds
from desvelo.kernel.whatsapp.errors import ContentRefused
from desvelo.kernel.whatsapp.outbound import Envelope, Outgoing
from desvelo.kernel.whatsapp.outbound_kinds import (
    Button,
    Buttons,
    Card,
    Cards,
    Choices,
    File,
    Location,
    Phone,
    Reaction,
    Row,
    Section,
    Text,
)

BIA = Envelope(to="5511900004417", opaque="m1")
YES, NO = Button(id="yes", title="Sim"), Button(id="no", title="Não")
ROW = Row(id="9h", title="9h", description="manhã")
LIST = Choices(body="Qual horário?", button="Ver", sections=(Section(rows=(ROW,)),))


def sent(content, envelope=BIA):
    whole = outbound.message(content, envelope)
    assert {name: whole.pop(name) for name in ("messaging_product", "recipient_type", "to")} == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5511900004417",
    }
    assert whole.pop("biz_opaque_callback_data") == "m1"
    return whole


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Text(body="oi"), {"type": "text", "text": {"body": "oi", "preview_url": False}}),
        (
            Buttons(body="Pode?", buttons=(YES, NO), header="Consulta", footer="Aurora"),
            {
                "type": "interactive",
                "interactive": {
                    "type": "button",
                    "header": {"type": "text", "text": "Consulta"},
                    "body": {"text": "Pode?"},
                    "footer": {"text": "Aurora"},
                    "action": {
                        "buttons": [
                            {"type": "reply", "reply": {"id": "yes", "title": "Sim"}},
                            {"type": "reply", "reply": {"id": "no", "title": "Não"}},
                        ]
                    },
                },
            },
        ),
        (
            Buttons(body="Pode?", buttons=(YES,), header_file=File(kind="document", media_id="7", filename="a.pdf")),
            {
                "type": "interactive",
                "interactive": {
                    "type": "button",
                    "header": {"type": "document", "document": {"id": "7", "filename": "a.pdf"}},
                    "body": {"text": "Pode?"},
                    "action": {"buttons": [{"type": "reply", "reply": {"id": "yes", "title": "Sim"}}]},
                },
            },
        ),
        (
            LIST,
            {
                "type": "interactive",
                "interactive": {
                    "type": "list",
                    "body": {"text": "Qual horário?"},
                    "action": {
                        "button": "Ver",
                        "sections": [{"rows": [{"id": "9h", "title": "9h", "description": "manhã"}]}],
                    },
                },
            },
        ),
        (
            Location(latitude=-23.5, longitude=-46.6, name="Aurora", address="Rua A, 1"),
            {
                "type": "location",
                "location": {"latitude": -23.5, "longitude": -46.6, "name": "Aurora", "address": "Rua A, 1"},
            },
        ),
        (
            Cards(cards=(Card(name="Rosa Lima", phones=(Phone(phone="+55 11 9", type="WORK"),), company="Aurora"),)),
            {
                "type": "contacts",
                "contacts": [
                    {
                        "name": {"formatted_name": "Rosa Lima", "first_name": "Rosa"},
                        "phones": [{"phone": "+55 11 9", "type": "WORK"}],
                        "org": {"company": "Aurora"},
                    }
                ],
            },
        ),
        (
            File(kind="document", media_id="7", caption="laudo", filename="laudo.pdf"),
            {"type": "document", "document": {"id": "7", "caption": "laudo", "filename": "laudo.pdf"}},
        ),
        (File(kind="audio", media_id="7", voice=True), {"type": "audio", "audio": {"id": "7", "voice": True}}),
        (File(kind="sticker", media_id="7"), {"type": "sticker", "sticker": {"id": "7"}}),
        (File(kind="image", media_id="7"), {"type": "image", "image": {"id": "7"}}),
    ],
)
def test_each_kind_is_what_the_api_expects(content, expected):
    assert sent(content) == expected


def test_a_reaction_names_its_message_and_quotes_nothing():
    about = Envelope(to=BIA.to, opaque=BIA.opaque, about="wamid.7")

    assert sent(Reaction(emoji="👍"), about) == {
        "type": "reaction",
        "reaction": {"message_id": "wamid.7", "emoji": "👍"},
    }
    assert sent(Reaction(), about)["reaction"] == {"message_id": "wamid.7", "emoji": ""}


def test_a_reaction_to_nothing_is_refused():
    with pytest.raises(ContentRefused) as refused:
        outbound.message(Reaction(emoji="👍"), BIA)

    assert refused.value.params == {"part": "about", "reason": "empty", "limit": 0}


def test_any_kind_may_quote_bind_the_phone_and_name_its_category():
    around = Envelope(to=BIA.to, opaque=BIA.opaque, about="wamid.7", identity_hash="DF2lS5v2W6x=", category="utility")

    whole = sent(LIST, around)

    assert whole["context"] == {"message_id": "wamid.7"}
    assert (whole["recipient_identity_key_hash"], whole["category"]) == ("DF2lS5v2W6x=", "utility")


def rows(count):
    return tuple(Row(id=str(number), title=str(number)) for number in range(count))


@pytest.mark.parametrize(
    ("content", "part", "reason", "limit"),
    [
        (Buttons(body="b" * 1_025, buttons=(YES,)), "body", "too_long", 1_024),
        (Buttons(body=" ", buttons=(YES,)), "body", "empty", 0),
        (Buttons(body="b", buttons=()), "buttons", "empty", 0),
        (Buttons(body="b", buttons=(YES, NO, Button(id="3", title="3"), Button(id="4", title="4"))), "buttons",
         "too_many", 3),
        (Buttons(body="b", buttons=(YES, YES)), "buttons.id", "repeated", 0),
        (Buttons(body="b", buttons=(YES, Button(id="2", title="Sim"))), "buttons.title", "repeated", 0),
        (Buttons(body="b", buttons=(Button(id="1", title="t" * 21),)), "buttons.title", "too_long", 20),
        (Buttons(body="b", buttons=(Button(id="i" * 257, title="t"),)), "buttons.id", "too_long", 256),
        (Buttons(body="b", buttons=(YES,), header="h" * 61), "header", "too_long", 60),
        (Buttons(body="b", buttons=(YES,), header="h", header_file=File(kind="image", media_id="1")), "header",
         "repeated", 0),
        (Buttons(body="b", buttons=(YES,), header_file=File(kind="audio", media_id="1")), "header",
         "not_with_this_kind", 0),
        (Buttons(body="b", buttons=(YES,), footer="f" * 61), "footer", "too_long", 60),
        (Choices(body="b" * 4_097, button="v", sections=(Section(rows=(ROW,)),)), "body", "too_long", 4_096),
        (Choices(body="b", button="v" * 21, sections=(Section(rows=(ROW,)),)), "button", "too_long", 20),
        (Choices(body="b", button="v", sections=()), "sections", "empty", 0),
        (Choices(body="b", button="v", sections=(Section(rows=()),)), "sections.rows", "empty", 0),
        (Choices(body="b", button="v", sections=(Section(title="a", rows=rows(6)), Section(title="b", rows=rows(6)))),
         "sections.rows", "too_many", 10),
        (Choices(body="b", button="v", sections=(Section(title="a", rows=rows(1)), Section(rows=rows(1)))),
         "sections.rows.id", "repeated", 0),
        (Choices(body="b", button="v", sections=(Section(title="a", rows=(ROW,)), Section(rows=rows(1)))),
         "sections.title", "empty", 0),
        (Choices(body="b", button="v", sections=(Section(rows=(Row(id="1", title="t" * 25),)),)), "sections.rows.title",
         "too_long", 24),
        (Choices(body="b", button="v", sections=(Section(rows=(Row(id="1", title="t", description="d" * 73),)),)),
         "sections.rows.description", "too_long", 72),
        (Location(latitude=90.1, longitude=0), "latitude", "out_of_range", 90),
        (Location(latitude=float("nan"), longitude=0), "latitude", "out_of_range", 90),
        (Location(latitude=0, longitude=-181), "longitude", "out_of_range", 180),
        (Cards(cards=()), "cards", "empty", 0),
        (Cards(cards=(Card(name="a"),) * 258), "cards", "too_many", 257),
        (File(kind="image", media_id=""), "media_id", "empty", 0),
        (File(kind="image", media_id="1", caption="c" * 1_025), "caption", "too_long", 1_024),
        (File(kind="audio", media_id="1", caption="c"), "caption", "not_with_this_kind", 0),
    ],
)  # fmt: skip
def test_what_meta_would_refuse_is_refused_with_the_part_and_the_limit(content, part, reason, limit):
    for refusing in (lambda: outbound.message(content, BIA), lambda: outbound.require_sendable(content)):
        with pytest.raises(ContentRefused) as refused:
            refusing()
        assert refused.value.params == {"part": part, "reason": reason, "limit": limit}


WORDS = st.text(min_size=1, max_size=12)
KINDS = st.one_of(
    st.builds(Text, body=WORDS),
    st.builds(Buttons, body=WORDS, header=WORDS, footer=WORDS,
              buttons=st.lists(st.builds(Button, id=WORDS, title=WORDS), max_size=3).map(tuple)),
    st.builds(Choices, body=WORDS, button=WORDS, sections=st.lists(st.builds(
        Section, title=WORDS, rows=st.lists(st.builds(Row, id=WORDS, title=WORDS, description=WORDS), max_size=3)
        .map(tuple)), max_size=3).map(tuple)),
    st.builds(Location, latitude=st.just(1.0), longitude=st.just(2.0), name=WORDS, address=WORDS),
    st.builds(Cards, cards=st.lists(st.builds(
        Card, name=WORDS, company=WORDS, emails=st.lists(WORDS, max_size=2).map(tuple),
        phones=st.lists(st.builds(Phone, phone=WORDS), max_size=2).map(tuple)), max_size=3).map(tuple)),
    st.builds(File, kind=st.sampled_from(["image", "document"]), media_id=st.just("7"), caption=WORDS, filename=WORDS),
)  # fmt: skip


@given(KINDS)
def test_what_is_written_down_is_read_back(content):
    written = Outgoing(content=content, about="wamid.1", category="utility", personal=True)

    assert outbound.load(outbound.dump(written)) == written


@given(KINDS)
def test_every_text_is_seen_by_a_guard_and_can_be_replaced_by_it(content):
    covered = outbound_kinds.mapped(content, lambda text: "#" * bool(text))

    assert all(set(text) <= {"#"} for text in outbound_kinds.texts(covered))
    assert len(outbound_kinds.texts(covered)) == len(outbound_kinds.texts(content))


def test_no_value_says_what_is_in_it():
    assert "segredo" not in repr(Buttons(body="segredo", buttons=(YES,)))
