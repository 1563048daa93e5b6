import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from desvelo.sandbox import words

from .running import BIA, DESK, eventually

PAGE = {"wa_id": BIA, "name": "Beatriz Nogueira"}


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_page_lets_in_nothing_but_its_own_files_and_no_frame_but_the_desks(meta):
    headers = meta.http.get("/phone", params=PAGE).headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {DESK}; require-trusted-types-for 'script'"
    )
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert headers["cache-control"] == "no-store"


def test_the_page_holds_no_inline_style_script_or_foreign_address(meta):
    page = meta.http.get("/phone", params=PAGE).text

    for tag, attributes in Elements(page).found:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "style"
        if tag == "script":
            assert attributes["src"].startswith("/phone/static/")
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)


def test_the_script_writes_text_and_never_markup():
    script = files("desvelo.sandbox").joinpath("static", "phone.js").read_text(encoding="utf-8")

    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage", '"*"'):
        assert forbidden not in script


@pytest.mark.parametrize(
    "name", ['"><script>alert(1)</script>', "' onload='x", "<b>", "{business.__class__}", "${title}"]
)
def test_a_hostile_name_stays_a_name(meta, name):
    page = meta.http.get("/phone", params={"wa_id": BIA, "name": name}).text

    [body] = [attributes for tag, attributes in Elements(page).found if tag == "body"]
    [phone] = [attributes for tag, attributes in Elements(page).found if tag == "main"]
    assert (body["data-name"], phone["aria-label"]) == (name, f"Celular de {name}")
    assert len([tag for tag, _ in Elements(page).found if tag == "script"]) == 1


@pytest.mark.parametrize("wa_id", ["", "abc", "1" * 16, "5511'\"", "../5511900004417"])
def test_a_page_needs_a_number(meta, wa_id):
    assert meta.http.get("/phone", params={"wa_id": wa_id}).status_code == 400


def test_the_page_speaks_portuguese_first_and_english_when_asked(meta):
    portuguese = meta.http.get("/phone", params=PAGE).text
    english = meta.http.get("/phone", params={**PAGE, "lang": "en"}).text

    assert '<html lang="pt-BR"' in portuguese
    assert "conta comercial" in portuguese
    assert '<html lang="en"' in english
    assert "business account" in english
    assert words.PT.keys() == words.EN.keys()


def test_a_theme_is_one_of_two_or_the_systems(meta):
    themes = [meta.http.get("/phone", params={**PAGE, "theme": theme}).text for theme in ("dark", "light", "x")]

    assert [re.search(r'data-theme="(\w+)"', text)[1] for text in themes] == ["dark", "light", "system"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("phone.css", "text/css; charset=utf-8"),
        ("phone.js", "text/javascript; charset=utf-8"),
        ("inter.woff2", "font/woff2"),
    ],
)
def test_its_files_are_served_as_what_they_are(meta, name, kind):
    answer = meta.http.get(f"/phone/static/{name}")

    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


@pytest.mark.parametrize("name", ["", "phone.html", "../config.py", "%2e%2e/config.py", "inter.OFL.txt"])
def test_no_other_file_is(meta, name):
    assert meta.http.get(f"/phone/static/{name}").status_code == 404


def snapshots(stream):
    return (json.loads(line.removeprefix("data: ")) for line in stream.iter_lines() if line.startswith("data: "))


def test_the_stream_shows_the_bubbles_now_and_at_every_change(meta):
    with meta.http.stream("GET", "/phone/events", params={"wa_id": BIA}) as stream:
        seen = snapshots(stream)
        empty = next(seen)
        meta.writes("oi")
        first = next(seen)
        meta.control("reset")
        emptied = next(one for one in seen if not one["messages"])

    assert stream.headers["content-type"] == "text/event-stream"
    assert (empty["messages"], [one["text"] for one in first["messages"]], emptied["messages"]) == ([], ["oi"], [])


def test_the_stream_shows_that_the_business_is_typing_until_it_answers(meta):
    wamid = meta.writes()
    meta.send(
        {"messaging_product": "whatsapp", "status": "read", "message_id": wamid, "typing_indicator": {"type": "text"}}
    )
    with meta.http.stream("GET", "/phone/events", params={"wa_id": BIA}) as stream:
        typing = next(snapshots(stream))["typing"]
    meta.send()
    with meta.http.stream("GET", "/phone/events", params={"wa_id": BIA}) as stream:
        answered = next(snapshots(stream))["typing"]

    assert 20 < typing <= 25
    assert answered == 0


def test_a_stream_ends_by_itself_so_that_the_server_can_stop(meta):
    with meta.http.stream("GET", "/phone/events", params={"wa_id": BIA}) as stream:
        last = stream.read()

    assert last.startswith(b"retry: 500\n\ndata: ")


def act(meta, path, **content):
    return meta.http.post(f"/phone/{path}", json={"wa_id": BIA, "name": "Bia", **content})


def test_writing_on_the_phone_is_the_customer_writing(meta, webhook):
    answer = act(meta, "messages", text="meu CPF é 529.982.247-25")

    [post] = webhook.wait_for(1)
    assert answer.json()["wamid"].replace("/", "\\/").encode() in post.body
    assert b"meu CPF \\u00e9 529.982.247-25" in post.body


@pytest.mark.parametrize("text", ["", "  ", None, 7, "x" * 4_097])
def test_the_phone_sends_no_empty_or_endless_text(meta, text):
    assert act(meta, "messages", text=text).status_code == 400
    assert meta.messages() == []


def test_tapping_a_button_answers_with_it(meta, webhook):
    meta.writes()
    listed = [{"type": "reply", "reply": {"id": "eu", "title": "Sou eu"}}]
    interactive = {"type": "button", "body": {"text": "É você?"}, "action": {"buttons": listed}}
    wamid = meta.send(type="interactive", text=None, interactive=interactive).json()["messages"][0]["id"]

    act(meta, "tap", wamid=wamid, button="eu")

    value = json.loads(webhook.wait_for(4)[-1].body)["entry"][0]["changes"][0]["value"]
    message = value["messages"][0]
    assert message["interactive"] == {"type": "button_reply", "button_reply": {"id": "eu", "title": "Sou eu"}}
    assert message["context"]["id"] == wamid


@pytest.mark.parametrize(("wamid", "button"), [("wamid.no", "eu"), (None, None)])
def test_a_button_that_is_not_there_cannot_be_tapped(meta, wamid, button):
    assert act(meta, "tap", wamid=wamid, button=button).status_code == 404


def test_opening_the_chat_reads_it(meta):
    meta.writes()
    meta.send()

    assert act(meta, "read").json() == {"read": 1}
    assert eventually(lambda: meta.messages()[-1]["status"] == "read")


def test_a_bubble_can_be_given_its_authors_name(meta):
    meta.writes()
    wamid = meta.send().json()["messages"][0]["id"]

    meta.control("author", wamid=wamid, author="Marina")

    assert meta.messages()[-1]["author"] == "Marina"
