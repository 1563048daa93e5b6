"""What is more than words is written in a form: every limit said at its field, in both languages, and nothing lost."""

import re

import pytest

from browser import signed_in
from desvelo.base import clock
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import outbound
from desvelo.kernel.whatsapp.outbound_kinds import Button, Buttons, Card, Cards, Choices, Location, Phone, Row, Section
from desvelo.service.channel import sealed
from desvelo.service.channel.models import Message
from desvelo.service.desk import outgoing

CPF = "529.982.247-25"
BUTTONS = {"body": "Quinta às 9h?", "button.1": "Sim", "button.2": "Não", "footer": "Clínica"}
LIST = {
    "body": "Qual horário?", "button": "Ver horários", "shape": "2,1", "section.0": "Manhã", "row.0.0": "8 h",
    "about.0.0": "com a Dra. Sílvia", "row.0.1": "", "section.1": "Tarde", "row.1.0": "14 h",
}  # fmt: skip
PLACE = {"name": "Clínica", "address": "Avenida Central", "latitude": "-23,5614", "longitude": "-46.6559°"}
CARD = {"name": "Recepção", "shape": "2", "phone.1": "+55 11 91234-5678", "phone.2": "(11) 3000-1000"}
FORMS = {"botoes": BUTTONS, "contato": CARD, "lista": LIST, "lugar": PLACE}
CONTENT = {
    "botoes": Buttons(
        body="Quinta às 9h?", buttons=(Button(id="b1", title="Sim"), Button(id="b2", title="Não")), footer="Clínica"
    ),
    "contato": Cards(
        cards=(
            Card(
                name="Recepção",
                phones=(Phone(phone="+55 11 91234-5678", type="WORK"), Phone(phone="(11) 3000-1000", type="WORK")),
            ),
        )
    ),
    "lista": Choices(
        body="Qual horário?",
        button="Ver horários",
        sections=(
            Section(title="Manhã", rows=(Row(id="r1.1", title="8 h", description="com a Dra. Sílvia"),)),
            Section(title="Tarde", rows=(Row(id="r2.1", title="14 h"),)),
        ),
    ),
    "lugar": Location(latitude=-23.5614, longitude=-46.6559, name="Clínica", address="Avenida Central"),
}


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive("bom dia")


def press(house, conversation: str, kind: str, fields: dict[str, str], *, htmx: bool = True, **more):
    """Send a form as the page does, or as a browser without scripts."""
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    return signed_in(house.marina, **more).post(f"/atendimento/c/{conversation}/compor/{kind}", fields, **headers)


def sent() -> list[Message]:
    return list(Message.objects.filter(direction="out").order_by("arrival"))


def content_of(message: Message) -> outbound.Content | None:
    detail = sealed.open_detail(
        boxes.of(message.contact_id, why=Why.UNSAID), message=message.id, record=bytes(message.detail)
    )
    return outbound.load(detail.sends).content


def errors(answer) -> dict[str, str]:
    """Return what is said at each field."""
    found = re.findall(r'id="e-([^"]+)"[^>]*>.*?</svg>([^<]+)<', answer.content.decode(), re.DOTALL)
    return {name: said.strip() for name, said in found}


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_written_in_a_form_is_sent_as_what_it_is(house, conversation, kind, htmx):
    answer = press(house, conversation, kind, FORMS[kind], htmx=htmx)

    assert answer.status_code == (200 if htmx else 302)
    [message] = sent()
    assert (message.status, content_of(message)) == ("queued", CONTENT[kind])


@pytest.mark.parametrize("kind", FORMS)
def test_each_form_is_a_page_of_its_own_and_a_fragment(house, conversation, kind):
    browser, path = signed_in(house.marina), f"/atendimento/c/{conversation}/compor/{kind}"
    inbox = browser.get(f"/atendimento/c/{conversation}").content.decode()

    page, fragment = browser.get(path).content.decode(), browser.get(path, HTTP_HX_REQUEST="true").content.decode()

    assert f'href="{path}"' in inbox
    assert ("<html" in page, "<html" in fragment, fragment.strip() in page.replace("\n\n", "\n")) == (
        True, False, False,
    )  # fmt: skip
    assert [each.count("autofocus") for each in (page, fragment)] == [1, 1]
    assert browser.get(f"{path}?fechar=1", HTTP_HX_REQUEST="true").content == b""


WRONG = {
    "botoes": [
        ({"body": ""}, {"body": "Preencha este campo."}),
        ({"body": "a" * 1025}, {"body": "O WhatsApp leva até 1024 caracteres aqui; este tem 1025."}),
        ({"button.1": ""}, {"button.1": "Preencha este campo."}),
        ({"button.2": "a" * 21}, {"button.2": "O WhatsApp leva até 20 caracteres aqui; este tem 21."}),
        ({"button.2": "Sim"}, {"button.2": "Outro botão já diz isto. Cada um precisa ser diferente."}),
        ({"footer": "a" * 61}, {"footer": "O WhatsApp leva até 60 caracteres aqui; este tem 61."}),
    ],
    "contato": [
        ({"name": " "}, {"name": "Preencha este campo."}),
        ({"phone.1": ""}, {"phone.1": "Preencha este campo."}),
        ({"phone.2": "ramal 12"}, {"phone.2": "Escreva com país e DDD, como +55 11 3000-1000."}),
    ],
    "lista": [
        ({"body": "a" * 4097}, {"body": "O WhatsApp leva até 4096 caracteres aqui; este tem 4097."}),
        ({"button": "a" * 21}, {"button": "O WhatsApp leva até 20 caracteres aqui; este tem 21."}),
        ({"section.1": ""}, {"section.1": "Com mais de uma seção, cada uma precisa de título."}),
        ({"section.0": "a" * 25}, {"section.0": "O WhatsApp leva até 24 caracteres aqui; este tem 25."}),
        ({"row.0.0": "a" * 25}, {"row.0.0": "O WhatsApp leva até 24 caracteres aqui; este tem 25."}),
        ({"about.0.0": "a" * 73}, {"about.0.0": "O WhatsApp leva até 72 caracteres aqui; este tem 73."}),
        ({"about.0.1": "às 9"}, {"row.0.1": "Preencha este campo, ou tire a descrição."}),
        ({"row.0.0": "", "about.0.0": "", "row.1.0": ""}, {"row.0.0": "Uma lista precisa de pelo menos uma linha."}),
    ],
    "lugar": [
        ({"latitude": ""}, {"latitude": "Preencha este campo."}),
        ({"latitude": "91"}, {"latitude": "Vai de -90 a 90."}),
        ({"longitude": "-180.1"}, {"longitude": "Vai de -180 a 180."}),
        ({"longitude": "nan"}, {"longitude": "Escreva em graus, como -23,5614."}),
        ({"latitude": "23 S"}, {"latitude": "Escreva em graus, como -23,5614."}),
        ({"name": "a" * 1001}, {"name": "O WhatsApp leva até 1000 caracteres aqui; este tem 1001."}),
    ],
}


@pytest.mark.asvs("2.2.1")
@pytest.mark.parametrize(
    ("kind", "change", "said"), [(kind, change, said) for kind, cases in WRONG.items() for change, said in cases]
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(house, conversation, kind, change, said):
    answer = press(house, conversation, kind, FORMS[kind] | change)

    assert (answer.status_code, errors(answer), sent()) == (422, said, [])
    page = answer.content.decode()
    typed = {name: value.strip() for name, value in (FORMS[kind] | change).items() if name != "shape"}
    assert [name for name, value in typed.items() if value not in page] == []
    assert page.count("autofocus") == 1
    assert re.search(rf'name="{re.escape(next(iter(said)))}"[^>]*autofocus', page)


def test_it_is_said_in_english_too(house, conversation):
    from desvelo.guards.access.models import User

    User.objects.filter(pk=house.marina.id).update(language="en")

    assert errors(press(house, conversation, "botoes", BUTTONS | {"button.1": ""})) == {"button.1": "Fill this in."}


GUARDED = [
    ("botoes", "body"), ("botoes", "button.2"), ("botoes", "footer"), ("lista", "section.0"), ("lista", "row.0.0"),
    ("lista", "about.0.0"), ("lista", "button"), ("lugar", "name"), ("lugar", "address"), ("contato", "name"),
    ("contato", "phone.1"),
]  # fmt: skip


@pytest.mark.asvs("2.2.2")
@pytest.mark.parametrize(("kind", "name"), GUARDED)
def test_the_guard_reads_every_field_and_says_which(house, conversation, kind, name, audit_tags):
    answer = press(house, conversation, kind, FORMS[kind] | {name: CPF})

    assert (answer.status_code, sent()) == (422, [])
    assert errors(answer) == {name: "Há um CPF aqui. Oculto, fica “•• 25”."}
    assert audit_tags()[-1] == ("conversation:reply", "denied:sensitive_text")


def test_without_the_guard_the_document_would_leave(house, conversation, monkeypatch):
    monkeypatch.setattr(outgoing.scanning, "scan", lambda *_: ())

    assert press(house, conversation, "botoes", BUTTONS | {"body": CPF}).status_code == 200
    assert content_of(sent()[0]).body == CPF


def test_hidden_it_may_leave_and_the_document_does_not(house, conversation):
    answer = press(house, conversation, "botoes", BUTTONS | {"body": f"É o {CPF}?", "mode": "mask"})

    assert answer.status_code == 200
    assert content_of(sent()[0]).body == "É o •• 25?"


@pytest.mark.parametrize(
    ("kind", "change", "grown"),
    [
        ("lista", ("2", "row.0"), "3"), ("lista", ("2", "section"), "2,1"), ("lista", ("9,1", "row.1"), "9,1"),
        ("lista", ("10", "section"), "10"), ("lista", ("x", ""), "2"), ("lista", ("99,99", ""), "5,5"),
        ("lista", ("2", "row.7"), "2"), ("lista", ("2", "row." + "9" * 5000), "2"), ("contato", ("1", "phone"), "2"),
        ("contato", ("5", "phone"), "5"), ("contato", ("0", ""), "1"), ("botoes", ("3", "phone"), ""),
    ],
)  # fmt: skip
def test_a_form_grows_within_what_whatsapp_carries_and_keeps_what_was_typed(house, conversation, kind, change, grown):
    shape, add = change
    answer = press(house, conversation, kind, {"shape": shape, "add": add or "none", "body": "olá", "name": "olá"})

    page = answer.content.decode()
    assert (answer.status_code, sent()) == (200, [])
    assert re.search(r'name="shape" value="([^"]*)"', page)[1] == grown
    assert "olá" in page


def test_a_pair_copied_from_a_map_is_taken_apart(house, conversation):
    answer = press(house, conversation, "lugar", {"latitude": "-23.5614, -46.6559", "longitude": ""})

    assert answer.status_code == 200
    assert content_of(sent()[0]) == Location(latitude=-23.5614, longitude=-46.6559)


def test_once_the_window_is_closed_it_says_so_and_what_was_typed_stays(house, conversation, audit_tags):
    clock.advance(25 * 3600)

    answer = press(house, conversation, "botoes", BUTTONS)

    page = answer.content.decode()
    assert (answer.status_code, "A janela de 24 horas fechou" in page, "Quinta às 9h?" in page) == (409, True, True)
    assert (sent(), audit_tags()[-1]) == ([], ("conversation:reply", "denied:window_closed"))


def test_to_another_team_there_is_no_form(house, conversation):
    browser, path = signed_in(house.denise), f"/atendimento/c/{conversation}/compor/botoes"

    assert [browser.get(path).status_code, browser.post(path, BUTTONS).status_code] == [404, 404]
    assert sent() == []


def test_another_kind_of_form_does_not_exist(house, conversation):
    assert signed_in(house.marina).get(f"/atendimento/c/{conversation}/compor/carta").status_code == 404
