"""The phone in a real browser, inside a frame of a desk's page, as the demo shows it."""

import functools
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from desvelo.sandbox import attachments
from visitor import CHROMIUM

from .receiver import Receiver
from .running import BIA, eventually, sandbox

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium on this machine"),
]
FRAME = """<!doctype html><meta charset="utf-8"><title>desk</title>
<script src="/desk.js"></script><iframe width="392" height="776" src="{src}"></iframe>"""
SCRIPT = "window.heard = []; addEventListener('message', (event) => heard.push([event.origin, event.data]));"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serving(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever).start()
    return server


def origin(server):
    return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    server, stranger = serving(folder), serving(folder)
    yield folder, server, stranger
    for one in (server, stranger):
        one.shutdown()
        one.server_close()


@pytest.fixture(scope="module")
def framed(desk, tmp_path_factory):
    """A sandbox whose desk is our page."""
    folder, server, _ = desk
    webhook = Receiver().start()
    with sandbox(tmp_path_factory.mktemp("framed"), webhook_url=webhook.url, desk_origin=origin(server)) as client:
        src = f"{client.origin}/phone?wa_id={BIA}&name=Beatriz+Nogueira"
        (folder / "index.html").write_text(FRAME.format(src=src), encoding="utf-8")
        (folder / "desk.js").write_text(SCRIPT, encoding="utf-8")
        yield client
    webhook.stop()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Page:
    """The desk's page and the phone in it."""

    def __init__(self, page, meta):
        self.page, self.meta, self.complaints = page, meta, []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)

    def open(self, address):
        self.page.goto(address)
        self.phone = self.page.frames[1]
        self.phone.wait_for_selector(".chip", timeout=10_000)
        return self

    def tell(self, message):
        self.page.evaluate(
            "([message, target]) => document.querySelector('iframe').contentWindow.postMessage(message, target)",
            [message, self.meta.origin],
        )

    def bubbles(self):
        return self.phone.locator(".row:not(.typing) .bubble").all_inner_texts()


@pytest.fixture
def page(browser, framed, desk):
    framed.control("reset")
    context = browser.new_context(viewport={"width": 400, "height": 800}, reduced_motion="reduce")
    page = Page(context.new_page(), framed).open(origin(desk[1]) + "/index.html")
    yield page
    context.close()
    assert [text for text in page.complaints if "favicon" not in text and "404" not in text] == []


def test_enter_sends_and_shift_enter_breaks_the_line(page):
    page.phone.fill(".field", "uma")
    page.phone.press(".field", "Shift+Enter")
    page.phone.type(".field", "duas")
    page.phone.press(".field", "Enter")

    page.phone.wait_for_selector(".row.own")

    assert page.bubbles() == ["uma\nduas"]
    assert page.phone.input_value(".field") == ""
    assert page.meta.messages()[0]["text"] == "uma\nduas"


def test_a_picture_is_attached_with_what_stands_in_the_field_and_is_drawn_on_both_sides(page):
    page.phone.fill(".field", "olha isto")
    page.phone.set_input_files(".file", {"name": "a.png", "mimeType": "image/png", "buffer": attachments.png(40, 30)})
    page.phone.wait_for_selector(".row.own .picture")
    file_id = page.meta.uploads(attachments.png(20, 20)).json()["id"]
    page.meta.send(type="image", text=None, image={"id": file_id, "caption": "recebido"})
    page.phone.wait_for_selector(".row:not(.own) .picture")

    eventually(lambda: page.phone.evaluate("[...document.images].every((one) => one.naturalWidth > 0)"))
    assert page.bubbles() == ["olha isto", "recebido"]
    assert page.phone.evaluate("[...document.images].map((one) => [one.naturalWidth, one.alt])") == [
        [40, "Imagem"],
        [20, "Imagem"],
    ]
    assert page.phone.input_value(".field") == ""


def test_a_document_shows_its_name_and_size_and_a_name_that_is_markup_is_text(page):
    name = "<img src=x onerror=parent.heard.push('owned')>.pdf"
    page.phone.set_input_files(
        ".file", {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-" + b"x" * 4_000}
    )
    page.phone.wait_for_selector(".paper")

    assert page.phone.locator(".bubble .paper b").all_text_contents() == [name]
    assert page.phone.locator(".bubble .paper .kind").all_text_contents() == ["4 kB"]
    assert page.phone.locator(".bubble img").count() == 0


def test_a_file_that_is_not_taken_says_so_and_keeps_the_text(page):
    page.phone.fill(".field", "segue")
    page.phone.set_input_files(".file", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})

    page.phone.wait_for_selector(".notice:not([hidden])")

    assert (page.phone.input_value(".field"), page.meta.messages()) == ("segue", [])
    page.complaints.clear()  # the browser's own line about the refused request


def test_the_desk_hears_when_the_page_is_ready_and_what_was_sent(page):
    page.phone.fill(".field", "oi")
    page.phone.click(".send")
    page.phone.wait_for_selector(".row.own")

    heard = eventually(lambda: len(page.page.evaluate("heard")) == 2 and page.page.evaluate("heard"))

    sent = page.meta.messages()[0]
    phone = page.meta.origin
    assert heard == [[phone, {"type": "ready"}], [phone, {"type": "sent", "wamid": sent["id"], "at": sent["at"]}]]


def test_a_scenario_of_the_desk_is_typed_and_sent(page):
    page.tell({"type": "scenario", "text": "quero meus dados"})

    page.phone.wait_for_selector(".row.own")

    assert page.bubbles() == ["quero meus dados"]


def test_a_chip_fills_the_field_and_sends_nothing_by_itself(page):
    page.phone.click(".chip >> nth=0")

    assert page.phone.input_value(".field") == "meu CPF é 529.982.247-25"
    assert page.meta.messages() == []


def test_the_desk_can_change_the_suggestions(page):
    page.tell({"type": "suggestions", "items": [{"label": "sim", "text": "sim, pode"}, {"label": 7}, None]})

    page.phone.wait_for_selector("text=sim")
    assert page.phone.locator(".chip").all_inner_texts() == ["sim"]


def test_markup_is_shown_as_text(page):
    hostile = "<img src=x onerror=parent.heard.push('owned')><b>oi</b>"
    page.meta.writes(hostile)
    page.meta.send(text={"body": hostile})

    page.phone.wait_for_selector(".row:nth-child(2)")

    assert page.bubbles() == [hostile, hostile]
    assert page.phone.locator(".bubble img, .bubble b").count() == 0


def test_only_http_addresses_become_links_and_they_open_apart(page):
    page.meta.writes()
    page.meta.send(text={"body": "veja https://exemplo.com/a. ou javascript:alert(1)"})

    page.phone.wait_for_selector(".bubble a")

    [link] = page.phone.locator(".bubble a").all()
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://exemplo.com/a", "noopener noreferrer")


def test_a_message_seen_is_a_message_read(page):
    page.meta.writes()
    page.meta.send()

    eventually(lambda: page.meta.messages()[-1]["status"] == "read")


def test_everything_fits_the_frame_without_scrolling_sideways_or_down(page):
    page.meta.writes("palavra" * 60)
    page.phone.wait_for_selector(".row.own")

    overflow = page.phone.evaluate(
        "() => [document.documentElement, document.querySelector('.screen'), document.querySelector('.thread')]"
        ".map((box) => [box.scrollWidth - box.clientWidth, box === document.documentElement"
        " ? box.scrollHeight - box.clientHeight : 0])"
    )
    frame = page.phone.locator(".phone").bounding_box()

    assert overflow == [[0, 0], [0, 0], [0, 0]]
    assert (frame["width"], frame["height"]) == (352, 736)


def test_the_dark_phone_is_dark(browser, framed, desk):
    context = browser.new_context(color_scheme="dark")
    page = Page(context.new_page(), framed).open(origin(desk[1]) + "/index.html")

    colour = page.phone.evaluate("getComputedStyle(document.querySelector('.screen')).backgroundColor")

    context.close()
    assert colour == "rgb(11, 16, 17)"


def test_a_strangers_page_cannot_frame_the_phone(browser, framed, desk):
    context = browser.new_context()
    page = context.new_page()
    page.goto(origin(desk[2]) + "/index.html")

    asked, shown = page.locator("iframe").get_attribute("src"), page.frames[1].url

    context.close()
    assert asked.startswith(framed.origin)
    assert shown == "chrome-error://chromewebdata/"


def test_a_strangers_window_cannot_make_the_phone_write(browser, framed, desk):
    framed.control("reset")
    context = browser.new_context(reduced_motion="reduce")
    stranger = context.new_page()
    stranger.goto(origin(desk[2]) + "/desk.js")
    with context.expect_page() as opening:
        stranger.evaluate("(address) => { window.phone = open(address); }", f"{framed.origin}/phone?wa_id={BIA}")
    phone = opening.value
    phone.wait_for_selector(".chip")

    stranger.evaluate("phone.postMessage({type: 'scenario', text: 'roubado'}, '*')")
    phone.fill(".field", "eu")
    phone.press(".field", "Enter")
    phone.wait_for_selector(".row.own")

    texts = [one["text"] for one in framed.messages()]
    context.close()
    assert texts == ["eu"]
