"""A customer sends a photo: it is fetched, sealed, seen for a reason and for seconds; nobody can read the disk."""

import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD
from playwright.sync_api import Page, expect

from desvelo.kernel.ledger import packing
from desvelo.sandbox import attachments
from opening import dumped
from phone import Sender, attach
from started import Started, eventually, last_arrival, rows
from visitor import Complaints

WHERE = b"Rua das Acacias 731, fundos"
SHOWN = "[data-revealed] img"


def photo() -> bytes:
    image, exif = Image.new("RGB", (640, 420), (15, 85, 99)), Image.Exif()
    for at in range(0, 640, 40):
        image.paste((233, 196, 106), (at, at % 420, at + 30, at % 420 + 60))
    exif[0x010E] = WHERE.decode()
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "S", GPS.GPSLatitude: (23.0, 33.0, 1.8)})
    written = io.BytesIO()
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


@pytest.fixture
def sender(info: dict[str, Any], customer) -> Sender:
    return Sender(info, customer)


def asks_to_see(page: Page) -> None:
    page.locator("#items button.look").last.click()
    page.locator("#reveal[open] [data-reveal-form]").wait_for()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator(SHOWN).first).to_be_visible()


def looks(info: dict[str, Any], contact: object) -> int:
    """Return how many looks at a picture of *contact* are on record."""
    found = rows(
        info["database_url"],
        "SELECT leaf FROM ledger.entry WHERE tag = 'datum:reveal' AND result = 'done' AND contact_id = %s",
        contact,
    )
    return sum(b"FILE_IMAGE" in packing.unpack(bytes(leaf)) for (leaf,) in found)


def on_disk(data: Path) -> list[Path]:
    return [path for path in (data / "objects").rglob("*") if path.is_file()]


def test_a_photo_is_seen_for_a_reason_and_leaves_by_itself(visitors, customer, sender, info, demo: Started):
    agent, phone = visitors.page("marina"), visitors.page()
    agent.clock.install()
    complaints = Complaints(agent)
    sender.sends("text", "Oi, posso mandar uma foto?")
    customer.opened_by(agent)
    phone.goto(customer.phone_url)
    attach(phone, "eu.jpg", "image/jpeg", photo(), caption="é esta aqui")

    asks_to_see(agent)

    picture = agent.locator(SHOWN)
    expect(picture).to_have_js_property("naturalWidth", 640)
    address = picture.get_attribute("src")
    got = agent.evaluate("(url) => fetch(url).then((answer) => answer.status)", address)
    alone = visitors.let_in("marina").goto(address)
    assert (got, alone.status) == (404, 404)
    expect(agent.locator("#watermark")).to_contain_text("Marina Lopes")

    agent.clock.fast_forward(31_000)
    expect(agent.locator("[data-revealed]")).to_have_count(0)
    expect(agent.locator("#items button.look")).to_be_visible()

    assert looks(info, customer.contact(last_arrival(info))) == 1
    whole = dumped(info) + b"".join(path.read_bytes() for path in on_disk(demo.data))
    assert (WHERE in photo(), WHERE in whole, photo()[-200:] in whole) == (True, False, False)
    assert [said for said in complaints.take() if "404" not in said] == []


def test_a_document_is_drawn_and_a_window_that_loses_the_focus_takes_it_away(visitors, customer, sender, info):
    agent, phone = visitors.page("marina"), visitors.page()
    sender.sends("text", "Segue o laudo")
    customer.opened_by(agent)
    phone.goto(customer.phone_url)
    attach(phone, "laudo.pdf", "application/pdf", attachments.pdf("Resultado"), caption="resultado")

    asks_to_see(agent)
    agent.evaluate("dispatchEvent(new Event('blur'))")

    expect(agent.locator("[data-revealed]")).to_have_count(0)


def test_a_photo_that_no_message_names_any_more_is_swept_from_the_disk(visitors, customer, sender, info, demo: Started):
    phone = visitors.page()
    sender.sends("text", "oi")
    phone.goto(customer.phone_url)
    attach(phone, "eu.jpg", "image/jpeg", photo(), caption="foto")
    number = customer.contact(last_arrival(info))
    query = "SELECT object_name FROM channel_media WHERE state = 'kept' AND contact_id = %s"
    [(name,)] = eventually(lambda: rows(info["database_url"], query, number))
    place = demo.data / "objects" / name[:2] / name
    assert place.is_file()

    rows(
        info["database_url"],
        "UPDATE channel_storedobject SET written_at = now() - interval '2 hours' WHERE name = %s RETURNING 1",
        name,
    )
    rows(info["database_url"], "DELETE FROM channel_media WHERE object_name = %s RETURNING 1", name)

    eventually(lambda: not place.exists())


def test_an_agent_attaches_a_file_by_button_paste_and_drop_and_the_customer_has_it(visitors, customer, sender, info):
    agent, phone = visitors.page("marina"), visitors.page()
    complaints = Complaints(agent)
    sender.sends("text", "Pode mandar o boleto?")
    customer.opened_by(agent)
    phone.goto(customer.phone_url)

    document = attachments.pdf("Boleto")
    agent.locator("[data-file]").set_input_files(
        {"name": "boleto.pdf", "mimeType": "application/pdf", "buffer": document}
    )
    expect(agent.locator("[data-attached]")).to_contain_text("boleto.pdf")
    agent.locator("#reply").fill("segue")
    agent.keyboard.press("Enter")

    ours = agent.locator("#items .msg.out")
    expect(ours).to_have_count(1)
    expect(ours.first.locator(".attachment")).to_contain_text("boleto.pdf")
    expect(agent.locator("[data-attached]")).to_be_hidden()
    expect(phone.locator(".row:not(.own)", has_text="segue").locator(".paper")).to_have_count(1)
    expect(ours.first.locator(".meta svg").first).to_be_visible()

    for gesture, line in (("paste", "#reply"), ("drop", "#scroll")):
        agent.evaluate(GIVES, [gesture, line, "foto.png", list(attachments.png(30, 20))])
        expect(agent.locator("[data-attached]")).to_contain_text("foto.png")
        agent.locator("[data-detach]").click()
        expect(agent.locator("[data-attached]")).to_be_hidden()
    agent.evaluate(GIVES, ["paste", "#reply", "foto.png", list(attachments.png(30, 20))])
    agent.keyboard.press("Enter")
    expect(agent.locator("#items .msg.out")).to_have_count(2)
    expect(phone.locator(".row:not(.own) img.picture")).to_have_count(1)

    agent.locator("[data-file]").set_input_files({"name": "a.exe", "mimeType": "x/y", "buffer": b"MZ\x90" + bytes(50)})
    agent.keyboard.press("Enter")
    expect(agent.locator("#guard")).to_contain_text("não leva este tipo de arquivo")
    expect(agent.locator("[data-attached]")).to_contain_text("a.exe")
    assert [said for said in complaints.take() if "422" not in said] == []


GIVES = """([gesture, selector, name, bytes]) => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  const more = gesture === "paste" ? { clipboardData: given } : { dataTransfer: given };
  const event = gesture === "paste"
    ? new ClipboardEvent("paste", { bubbles: true, cancelable: true, ...more })
    : new DragEvent("drop", { bubbles: true, cancelable: true, ...more });
  document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.mark.parametrize(("gesture", "line"), [("paste", "#reply"), ("drop", "#scroll")])
def test_the_first_file_is_taken_although_the_script_for_it_is_still_on_its_way(
    visitors, customer, sender, gesture, line
):
    agent = visitors.page("marina")
    sender.sends("text", "Pode mandar a foto?")
    customer.opened_by(agent)
    held = []
    agent.route("**/attach.js*", lambda route: held.append(route))  # noqa: PLW0108

    agent.evaluate(GIVES, [gesture, line, "foto.png", list(attachments.png(30, 20))])
    eventually(lambda: agent.evaluate("1") and held)
    expect(agent.locator("[data-attached]")).to_be_hidden()
    held.pop().continue_()

    expect(agent.locator("[data-attached]")).to_contain_text("foto.png")
    agent.keyboard.press("Enter")
    expect(agent.locator("#items .msg.out .attachment")).to_have_count(1)
    expect(agent.locator("[data-attached]")).to_be_hidden()


def test_a_script_that_could_not_be_fetched_is_asked_for_again(visitors, customer, sender):
    agent = visitors.page("marina")
    sender.sends("text", "Pode mandar a foto?")
    customer.opened_by(agent)
    agent.route("**/attach.js", lambda route: route.abort())

    for _ in range(2):
        agent.evaluate(GIVES, ["paste", "#reply", "foto.png", list(attachments.png(30, 20))])
        agent.wait_for_timeout(300)

    expect(agent.locator("[data-attached]")).to_contain_text("foto.png")


@pytest.mark.parametrize("fault", ["media_404", "media_url_expired", "media_slow"])
def test_a_photo_that_meta_does_not_give_at_first_comes_later_by_itself(visitors, customer, sender, info, fault):
    agent, phone = visitors.page("marina"), visitors.page()
    sender.sends("text", "oi")
    customer.opened_by(agent)
    phone.goto(customer.phone_url)
    body = {"kind": fault, "times": 1}
    httpx.post(f"{info['sandbox_control_url']}/fault", json=body, timeout=10, trust_env=False).raise_for_status()

    attach(phone, "eu.jpg", "image/jpeg", photo(), caption="foto")

    expect(agent.locator("#items button.look")).to_be_visible(timeout=15_000)
