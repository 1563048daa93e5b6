"""pywa, a client of the Cloud API written by others who never saw this sandbox, works against it unchanged.

Its graph address is the base of its httpx session; its webhook server runs in a process of its own.
"""

import functools
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pywa import types, utils
from pywa.errors import WhatsAppError
from pywa.types import templates

from desvelo.sandbox import attachments

from .pywa_bot import client
from .running import BIA, NUMBER, PATIENCE, PROOF, SECRET, TOKEN, WABA, eventually, free_port, sandbox

BOT = Path(__file__).parent / "pywa_bot.py"
BUTTON = types.Button("Sim", callback_data="sim")
LIST = types.SectionList(
    "Ver horários",
    sections=[types.Section("Quinta", rows=[types.SectionRow("Manhã", callback_data="manha", description="8h")])],
)
URL = types.URLButton("Abrir", url="https://aurora.example")
FLOW = types.FlowButton("Agendar", flow_id="77", flow_token="t", flow_action_type=None)
LINK = "https://aurora.example/a.png"


@functools.cache
def keys():
    """Return a key pair for the bot's Flows endpoint, as PEM: private, public."""
    from cryptography.hazmat.primitives import serialization as to
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    private = key.private_bytes(to.Encoding.PEM, to.PrivateFormat.PKCS8, to.NoEncryption())
    public = key.public_key().public_bytes(to.Encoding.PEM, to.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def told(origin, port=0):
    ids = {"number": NUMBER, "account": WABA, "app": "900000000000001"}
    secrets = {"token": TOKEN, "secret": SECRET, "proof": PROOF, "verify_token": "do bot"}
    return {**ids, **secrets, "origin": origin, "port": port, "private_key": keys()[0]}


@pytest.fixture
def wa(meta):
    meta.writes()
    found = client(told(meta.origin))
    yield found
    found.api._session.close()


class Bot:
    """The bot's process, and the lines it told."""

    def __init__(self, origin):
        self.port = free_port()
        environ = {**os.environ, "PYWA_BOT": json.dumps(told(origin, self.port))}
        self.process = subprocess.Popen(
            [sys.executable, str(BOT)], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.lines = queue.Queue()
        self.reader = threading.Thread(target=lambda: [self.lines.put(json.loads(one)) for one in self.process.stdout])
        self.reader.start()

    def forget(self):
        """Drop what was told so far."""
        while not self.lines.empty():
            self.lines.get()

    def tells(self, kind):
        """Return the next line of a kind."""
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                self.stop()
                raise AssertionError(f"no {kind}; " + self.errors) from None
            if line["kind"] == kind:
                return line

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.reader.join()
        self.errors = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()


@pytest.fixture(scope="module")
def bot_and_meta(tmp_path_factory):
    """A sandbox without a webhook, and pywa's own server, which pywa registers as the app's webhook."""
    with sandbox(tmp_path_factory.mktemp("pywa"), webhook_url="", verify_token="unused") as meta:
        bot = Bot(meta.origin)
        wa = client(told(meta.origin))
        app_token = wa.get_app_access_token(app_id="900000000000001", app_secret=SECRET)

        def registered():
            try:
                return wa.set_app_callback_url(
                    app_id="900000000000001",
                    app_access_token=app_token,
                    callback_url=f"http://127.0.0.1:{bot.port}/",
                    verify_token="do bot",
                    fields=["messages"],
                )
            except WhatsAppError:
                assert bot.process.poll() is None, bot.process.stderr.read()
                return None

        eventually(registered)
        yield bot, meta
        wa.api._session.close()
        bot.stop()


def test_pywa_verifies_receives_answers_and_gets_the_button_back(bot_and_meta):
    bot, meta = bot_and_meta
    bot.forget()

    wamid = meta.writes("bom dia")

    assert bot.tells("text") == {
        "kind": "text",
        "text": "bom dia",
        "sender": BIA,
        "user": meta.control("customer", wa_id=BIA)["user_id"],
    }
    answer = eventually(lambda: next((one for one in meta.messages() if one["reply_to"] == wamid), None))
    assert (answer["text"], answer["buttons"][0]["title"]) == ("Recebi: bom dia", "Sim")
    told = {bot.tells("status")["status"] for _ in range(2)}  # pywa's handlers overtake each other
    assert told == {"sent", "delivered"}
    assert next(one for one in meta.messages() if one["id"] == wamid)["status"] == "read"

    meta.http.post("/phone/tap", json={"wa_id": BIA, "wamid": answer["id"], "button": answer["buttons"][0]["id"]})

    assert bot.tells("button") == {"kind": "button", "data": "sim", "title": "Sim"}


@pytest.mark.parametrize("kind", ["image", "document", "audio"])
def test_pywa_downloads_what_a_customer_attaches(bot_and_meta, kind):
    bot, meta = bot_and_meta

    meta.attaches(kind)

    got = bot.tells(kind)
    made, mime_type = attachments._generated(kind)
    assert (got["size"], got["mime_type"]) == (len(made), mime_type)


@pytest.mark.parametrize("kind", ["location", "contacts", "reaction", "order"])
def test_pywa_reads_the_other_kinds(bot_and_meta, kind):
    bot, meta = bot_and_meta

    meta.control("messages", **{"from": BIA, "type": kind})

    assert bot.tells(kind) == {"kind": kind}


def test_pywa_reads_that_a_customer_has_a_new_number(bot_and_meta):
    bot, meta = bot_and_meta
    stranger = "5511900070001"
    meta.control("messages", **{"from": stranger, "type": "location"})

    meta.control("change-number", wa_id=stranger, new_wa_id="5511900070002")

    assert bot.tells("number") == {"kind": "number", "new": "5511900070002"}


def test_pywas_flows_endpoint_opens_what_the_sandbox_seals_and_the_other_way_round(bot_and_meta):
    bot, meta = bot_and_meta
    wa = client(told(meta.origin))
    assert wa.set_business_public_key(keys()[1]).success
    asked = {"url": f"http://127.0.0.1:{bot.port}/flow", "screen": "DATA", "data": {"dia": "quinta"}}

    ping = meta.control("flow", url=asked["url"])
    answer = meta.control("flow", **asked, action="data_exchange", flow_token="t-1")
    to_another = meta.control("flow", **asked, action="data_exchange", spoil="key")

    assert (ping["status"], ping["answer"]) == (200, {"data": {"status": "active"}})
    assert answer["status"] == 200
    assert (answer["answer"]["screen"], answer["answer"]["data"]) == ("FIM", {"eco": "quinta"})
    assert (to_another["status"], to_another["answer"]) == (421, None)
    wa.api._session.close()


def test_a_flow_needs_a_key_and_an_address_of_this_computer(meta, wa):
    missing = meta.http.post("/control/flow", json={"url": "http://127.0.0.1:9/flow"})
    wa.set_business_public_key(keys()[1])
    stranger = meta.http.post("/control/flow", json={"url": "https://example.com/flow"})

    assert [one.status_code for one in (missing, stranger)] == [400, 400]
    assert "key first" in missing.json()["error"]
    assert "does not call" in stranger.json()["error"]


SENDS = [
    ("text", lambda wa: wa.send_message(BIA, "Olá", preview_url=True)),
    (
        "interactive",
        lambda wa: wa.send_message(BIA, "Confirma?", header="Consulta", footer="Clínica", buttons=[BUTTON]),
    ),
    ("interactive", lambda wa: wa.send_message(BIA, "Qual?", buttons=LIST)),
    ("interactive", lambda wa: wa.send_message(BIA, "Veja", buttons=URL)),
    ("interactive", lambda wa: wa.send_message(BIA, "Ligue", buttons=types.VoiceCallButton("Ligar"))),
    ("interactive", lambda wa: wa.send_message(BIA, "Podemos?", buttons=types.CallPermissionRequestButton())),
    ("interactive", lambda wa: wa.request_contact_info(BIA, "Seu número?")),
    ("interactive", lambda wa: wa.request_location(BIA, "Onde?")),
    ("interactive", lambda wa: wa.send_catalog(BIA, "Veja tudo")),
    ("interactive", lambda wa: wa.send_product(BIA, catalog_id="c1", sku="p1", body="Este")),
    (
        "interactive",
        lambda wa: wa.send_products(
            BIA,
            catalog_id="c1",
            title="Itens",
            body="Estes",
            product_sections=[types.ProductsSection("A", skus=["p1"])],
        ),
    ),
    ("image", lambda wa: wa.send_image(BIA, LINK, caption="Mapa")),
    ("image", lambda wa: wa.send_image(BIA, attachments.png(8, 8), mime_type="image/png")),
    (
        "document",
        lambda wa: wa.send_document(BIA, attachments.pdf("Guia"), filename="guia.pdf", mime_type="application/pdf"),
    ),
    ("audio", lambda wa: wa.send_audio(BIA, attachments.amr(seconds=1), mime_type="audio/amr")),
    ("location", lambda wa: wa.send_location(BIA, -23.5, -46.6, name="Clínica", address="Rua 1")),
    (
        "contacts",
        lambda wa: wa.send_contact(
            BIA, types.Contact(name=types.Contact.Name(formatted_name="Ana Sá", first_name="Ana"))
        ),
    ),
]


@pytest.mark.parametrize(("kind", "send"), SENDS)
def test_everything_pywa_sends_is_accepted_and_shown(meta, wa, kind, send):
    sent = send(wa)

    bubble = meta.messages()[-1]
    assert (bubble["kind"], bubble["id"], bubble["error"]) == (kind, sent.id, None)


def test_pywa_reacts_reads_types_and_quotes(meta, wa):
    wamid = meta.writes("Pergunta")

    wa.send_reaction(BIA, "👍", wamid)
    wa.remove_reaction(BIA, wamid)
    assert wa.mark_message_as_read(wamid).success
    assert wa.indicate_typing(wamid).success
    wa.send_message(BIA, "Resposta", reply_to_message_id=wamid, tracker="m-1")

    assert [(one["kind"], one["text"], one["about"]) for one in meta.messages()[-3:-1]] == [
        ("reaction", "👍", wamid),
        ("reaction", "", wamid),
    ]
    assert meta.messages()[-1]["reply_to"] == wamid


def test_pywa_uploads_fetches_and_deletes_a_file(meta, wa, tmp_path):
    media = wa.upload_media(attachments.png(8, 8), mime_type="image/png", filename="a.png")

    described = wa.get_media_url(media.id)
    path = wa.download_media(url=described.url, path=tmp_path, filename="a.png")

    assert path.read_bytes() == attachments.png(8, 8)
    assert (described.mime_type, described.file_size) == ("image/png", len(attachments.png(8, 8)))
    assert wa.delete_media(media.id).success
    with pytest.raises(WhatsAppError) as refused:
        wa.get_media_url(media.id)
    assert refused.value.code == 100


def test_pywa_makes_a_template_lists_it_sends_it_and_deletes_it(meta, wa):
    body = templates.BodyText("Sua consulta é {{1}} às {{2}}.", "quinta", "9h")
    made = wa.create_template(
        templates.Template(
            name="consulta",
            language=templates.TemplateLanguage.PORTUGUESE_BR,
            category=templates.TemplateCategory.UTILITY,
            components=[body, templates.Buttons(buttons=[templates.QuickReplyButton(text="Confirmo")])],
        )
    )
    listed = list(wa.get_templates(name="consulta"))

    sent = wa.send_template(
        BIA,
        name="consulta",
        language=templates.TemplateLanguage.PORTUGUESE_BR,
        params=[
            body.params("sexta", "10h"),
            templates.QuickReplyButton.params(callback_data="SIM", index=0),
        ],
    )

    assert [one.id for one in listed] == [made.id]
    bubble = meta.messages()[-1]
    assert (bubble["id"], bubble["text"], bubble["buttons"][0]["value"]) == (
        sent.id,
        "Sua consulta é sexta às 10h.",
        "SIM",
    )
    assert wa.delete_template("consulta").success


def test_pywa_reads_and_sets_the_number(meta, wa):
    number = wa.get_business_phone_number()
    wa.update_business_profile(about="Clínica")

    assert (number.id, number.display_phone_number) == (NUMBER, "+55 11 4000-1234")
    assert wa.get_business_profile().about == "Clínica"
    assert [one.id for one in wa.get_business_phone_numbers()] == [NUMBER]


def test_pywa_blocks_and_frees_a_customer(meta, wa):
    blocked = wa.block_users([BIA])
    with pytest.raises(WhatsAppError) as refused:
        wa.send_message(BIA, "Olá")
    wa.unblock_users([BIA])

    assert ([one.wa_id for one in blocked.added_users], refused.value.code) == ([BIA], 130403)
    assert wa.send_message(BIA, "Olá").id


def test_pywa_knows_every_refusal_by_its_own_class(meta, wa):
    with pytest.raises(WhatsAppError) as refused:
        wa.send_template(BIA, name="nada", language=templates.TemplateLanguage.PORTUGUESE_BR, params=[])

    assert (type(refused.value).__name__, refused.value.code) == ("TemplateNotExists", 132001)
    assert utils.Version.GRAPH_API.value
