"""Each screen speaks one language: no word that only the other one has is on it, read aloud or shown.

The words are those of the catalogue.  What customers and the company themselves write is no word of ours.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

import desvelo
import provisioning
from browser import Browser, half_signed_in, just_proved, signed_in
from desvelo.guards.access.models import User
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault.models import Datum
from desvelo.service.channel.models import Message

_WORD = re.compile(r"(?<![0-9])[a-zà-ÿ]{3,}(?![0-9])")  # letters between digits are a hash's


def words_in(text: str) -> set[str]:
    """Return the words of *text*, without the places of a sentence."""
    return set(_WORD.findall(re.sub(r"%\(\w+\)s", " ", text).lower()))


CPF, CARD = "529.982.247-25", "5555 5555 5555 4444"
# Written by people or fixed by the wireframes, whatever the language: names, teams, the company, keys, protocols.
NO_WORDS_OF_OURS = words_in(
    "Agenda Aurora Beatriz Nogueira Caio Prado Clínica Denise Couto Exames Financeiro Helena Teles José Ricardo Alves "
    "Lúcia Arantes Marina Lopes Rosa Vasconcelos Rui Pinho Shift Enter Esc"
)
SCREENS_OF_WATCHERS = (
    "/ajustes/chaves",
    "/ajustes/encarregada",
    "/primeiros-passos/etapas",
    "/primeiros-passos/chave",
    "/primeiros-passos/numero",
    "/primeiros-passos/equipe",
    "/primeiros-passos/mensagem",
    "/ajustes/provedores",
    "/auditoria",
    "/auditoria/1",
    "/auditoria/conferir-fora",
    "/auditoria/exportar",
    "/meus-acessos",
    "/postura/mensagens",
    "/protecao",
    "/atendimento/todas",
    "/absent",
)
LANGUAGES = {"pt-br": "en", "en": "pt-br"}
SILENT = {"code", "script", "style", "textarea"}
# Classes of what customers and colleagues wrote, and of sealed bytes, whose letters are drawn by chance.
WRITTEN = {"cipher", "option-text", "quoted-text", "row-preview", "text"}
SAID_ALOUD = {"aria-label", "title", "placeholder", "alt"}

with (Path(desvelo.__file__).parent / "locale/pt_BR/LC_MESSAGES/django.po").open("rb") as file:
    CATALOGUE = [message for message in read_po(file, locale="pt_BR") if message.id]


def words_of(side: str) -> set[str]:
    """Return every word of one side of the catalogue."""
    texts = [message.id if side == "en" else message.string for message in CATALOGUE]
    flat = [each for text in texts for each in (text if isinstance(text, tuple) else (text,))]
    return {word for text in flat for word in words_in(text)}


FOREIGN = {language: words_of(other) - words_of(language) - NO_WORDS_OF_OURS for language, other in LANGUAGES.items()}


class Said(HTMLParser):
    """Collects what a page shows or says aloud; what customers and colleagues wrote is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        written = WRITTEN & set((given.get("class") or "").split())
        nested = bool(self._silent) and tag == self._silent[0]
        if nested or (not self._silent and (tag in SILENT or written)):
            self._silent.append(tag)
        self.text += [value or "" for name, value in attrs if name in SAID_ALOUD or name.startswith("data-m")]

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)


def foreign(page: str, language: str) -> set[str]:
    reader = Said()
    reader.feed(page)
    return words_in(" ".join(reader.text)) & FOREIGN[language]


@pytest.fixture(params=LANGUAGES)
def language(request, house) -> str:
    User.objects.update(language=request.param)
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def conversation(house, arrive) -> str:
    arrive("oi", phone="5511900000001", name="Rosa Vasconcelos")
    found = arrive(f"cpf {CPF} {CARD} cvv 123", name="José Ricardo Alves")
    audit.sequence()
    return found


def test_the_two_sides_have_words_of_their_own():
    assert {"conversa", "mostrar", "enviar"} <= FOREIGN["en"]
    assert {"conversation", "show", "send"} <= FOREIGN["pt-br"]


@pytest.mark.parametrize(
    "path",
    ["/atendimento/minhas", "/atendimento/sem-responsavel", "/atendimento/todas",
     "/atendimento/c/{conversation}?view=todas", "/atendimento/c/{conversation}/mensagens",
     "/atendimento/dado/{datum}", "/atendimento/dado/{datum}/conferir", "/atendimento/dado/{gone}",
     "/atendimento/c/absent", "/auditoria", "/auditoria/1", "/meus-acessos",
     "/conta/seguranca", "/conta/aparencia", "/demo", "/demo/pane",
     "/demo/galeria"],
)  # fmt: skip
def test_a_screen_of_the_desk(house, conversation, language, path):
    data = {row.label: row.public_id for row in Datum.objects.all()}
    address = path.format(conversation=conversation, datum=data["CPF"], gone=data["CARD_CVV"])

    page = signed_in(house.marina).get(address, headers={"accept-language": language}).content.decode()

    assert foreign(page, language) == set()


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/atendimento/c/{conversation}/responder", {"text": f"cpf {CPF} {CARD}"}),
        ("/atendimento/c/{conversation}/responder", {"text": "a senha: Abacate!77"}),
        ("/atendimento/c/{conversation}/responder", {"text": ""}),
        ("/atendimento/c/{conversation}/responder", {"text": "Bom dia, Rosa!"}),
        ("/atendimento/dado/{datum}", {"reason": ""}),
        ("/atendimento/dado/{datum}", {"reason": "identity"}),
        ("/atendimento/dado/{datum}/conferir", {"typed": CPF}),
        ("/atendimento/dado/{datum}/conferir", {"typed": "1"}),
        ("/atendimento/dado/{datum}/conferir", {"typed": " "}),
    ],
)
def test_an_answer_of_the_desk(house, conversation, language, path, fields):
    datum = Datum.objects.get(label="CPF").public_id
    answer = signed_in(house.marina).post(path.format(conversation=conversation, datum=datum), fields)

    assert foreign(answer.content.decode(), language) == set()


@pytest.mark.parametrize("status", ["queued", "sent", "delivered", "read", "failed", "unsure", "replaced"])
def test_what_became_of_an_answer(house, conversation, language, status):
    browser = signed_in(house.marina)
    browser.post(f"/atendimento/c/{conversation}/responder", {"text": "12345"})
    Message.objects.filter(direction="out").update(status=status, failure="190" if status == "failed" else "")

    page = browser.get(f"/atendimento/c/{conversation}").content.decode()

    assert foreign(page, language) == set()


@pytest.mark.parametrize("login", ["helena", "caio", "lucia"])
def test_a_screen_of_those_who_do_not_attend(house, conversation, language, login):
    browser = signed_in(house.actors[login], HTTP_ACCEPT_LANGUAGE=language)
    pages = [browser.get(path).content.decode() for path in SCREENS_OF_WATCHERS]
    pages.append(browser.post("/auditoria/conferir").content.decode())

    assert {word for page in pages for word in foreign(page, language)} == set()


def test_the_form_that_connects_a_provider(house, language):
    browser = just_proved(house.caio, HTTP_ACCEPT_LANGUAGE=language)
    pages = [browser.get("/ajustes/provedores"), browser.post("/ajustes/provedores/conectar", {"name": "X"})]

    assert {word for page in pages for word in foreign(page.content.decode(), language)} == set()


def test_the_accounts_and_groups_of_a_provider(house, language):
    row = provisioning.provider("Aurora")
    caller = provisioning.Caller(provisioning.token_of(house, row, name="Enter"))
    made = caller.makes("Caio Prado", sub="1", userName="x@y.example")
    provisioning.stands_for(house, row, caller.groups("Agenda", made), team=house.agenda)
    caller.patches(f"/Users/{made}", {"op": "replace", "path": "active", "value": False})
    caller.patches(f"/Users/{made}", {"op": "replace", "path": "active", "value": True})
    browser = just_proved(house.caio, HTTP_ACCEPT_LANGUAGE=language)
    page = f"/ajustes/provedores/{row.public_id}/contas"
    pages = [browser.get(page), browser.post(f"{page}/chaves", {"name": "Enter", "days": "30"}),
             browser.post(f"{page}/chaves", {"days": "30"})]  # fmt: skip
    pages = [re.sub(r'value="[^"]*"', "", each.content.decode()) for each in pages]

    assert {word for each in pages for word in foreign(each, language)} == set()


def test_the_door(house, language):
    stranger = Browser(HTTP_ACCEPT_LANGUAGE=language)
    pages = [stranger.get("/entrar"), stranger.post("/entrar", {"email": "x@y.example", "password": "wrong"})]
    half = half_signed_in(house.marina)
    pages += [half.get("/entrar/segundo-fator"), half.give_code("000000")]

    assert {word for page in pages for word in foreign(page.content.decode(), language)} == set()


def test_the_ways_back(house, language):
    half, person = half_signed_in(house.marina), just_proved(house.marina)
    stranger, keeper = Browser(HTTP_ACCEPT_LANGUAGE=language), just_proved(house.caio)
    marina = User.objects.get(pk=house.marina.id).public_id
    pages = [half.get("/entrar/codigo-de-recuperacao"), half.post("/entrar/codigo-de-recuperacao", {"code": "x"})]
    pages += [stranger.get("/entrar/recuperar"), stranger.post("/entrar/recuperar", {"code": "x", "word": "x"})]
    pages += [person.get("/conta/seguranca/codigos"), person.post("/conta/seguranca/codigos")]
    pages += [person.get("/conta/seguranca/codigos"), person.get("/conta/seguranca/aplicativo")]
    pages += [person.get("/conta/seguranca"), keeper.get(f"/ajustes/pessoas/{marina}")]
    keeper.post(f"/ajustes/pessoas/{marina}/recuperar")
    pages += [keeper.get(f"/ajustes/pessoas/{marina}"), just_proved(house.helena).get("/supervisao/aprovacoes")]

    assert {each.status_code for each in pages} == {200, 401, 422}
    assert {word for page in pages for word in foreign(page.content.decode(), language)} == set()


def test_a_word_of_the_other_language_is_caught():
    assert foreign("<p>Enviar</p>", "en") == {"enviar"}
    assert foreign('<button aria-label="Show">x</button>', "pt-br") == {"show"}
    assert foreign("<p class='text'>Enviar <b>tudo</b></p><p>Send</p><code>enviar</code>", "en") == set()
