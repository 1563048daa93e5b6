"""A script injected into the desk cannot read a value that is shown on it.

The script runs in the page itself, through the protocol of the developer's tools, as one that came in through a hole
would: with the page's origin, its session and its token.  The control lays the value into the page, as a fragment did
before, and the same script reads it.

Source: issue 6, Sealing; decision 0043.
"""

import pytest
from playwright.sync_api import Page, expect

from journeys.test_card_by_mistake import ask_and_show
from shown_value import REVEALED, shown_value
from started import eventually

CPF = "529.982.247-25"
OTHER = "111.444.777-35"
_WAYS = """
const frame = () => document.querySelector("[data-revealed] iframe");
const text = async (answer) => (await answer).text();
const soon = (wanted) => new Promise((done) => { wanted(done); setTimeout(() => done("nothing"), 1500); });
const ways = {
  document: () => document.documentElement.outerHTML,
  contentDocument: () => frame().contentDocument.body.innerHTML,
  contentWindow: () => frame().contentWindow.document.body.innerHTML,
  frames: () => [...Array(frames.length).keys()].map((at) => frames[at].document.body.innerHTML).join(),
  getSVGDocument: () => frame().getSVGDocument?.().documentElement.outerHTML,
  fetch: () => text(fetch(frame().src)),
  fetchAsNavigation: () => text(fetch(new Request(frame().src, { mode: "navigate" }))),
  fetchWithHeaders: () => text(fetch(frame().src, { headers: { "Sec-Fetch-Dest": "iframe" } })),
  cache: () => text(fetch(frame().src, { cache: "only-if-cached", mode: "same-origin" })),
  request: () => soon((done) => {
    const request = new XMLHttpRequest();
    request.open("GET", frame().src);
    request.onload = () => done(request.responseText);
    request.send();
  }),
  postMessage: () => soon((done) => {
    addEventListener("message", ({ data }) => done(JSON.stringify(data)));
    frame().contentWindow.postMessage("document.body.innerHTML", "*");
  }),
  script: () => soon((done) => {
    frame().contentWindow.eval("parent.postMessage(document.body.innerHTML, '*')");
  }),
  opened: () => soon((done) => {
    const other = open(frame().src);
    setTimeout(() => { done(other.document.documentElement.outerHTML); other.close(); }, 1000);
  }),
  another: () => soon((done) => {
    const other = document.createElement("iframe");
    other.onload = () => done(other.contentDocument?.documentElement.outerHTML ?? "shut");
    other.src = frame().src;
    document.body.append(other);
  }),
  object: () => soon((done) => {
    const other = document.createElement("object");
    other.onload = () => done(other.contentDocument?.documentElement.outerHTML ?? "shut");
    other.onerror = () => done("refused");
    other.data = frame().src;
    document.body.append(other);
  }),
  performance: () => JSON.stringify(performance.getEntries()),
  serviceWorker: () => navigator.serviceWorker.register("/static/ui/desk.js", { scope: "/static/ui/" }).then(
    () => "REGISTERED"),
  caches: async () => JSON.stringify(await caches.keys()),
  find: () => String(find("247-25", false, false, true, false, true)) + getSelection(),
  selection: () => { document.execCommand("selectAll"); return String(getSelection()); },
  copy: async () => {
    document.execCommand("selectAll");
    document.execCommand("copy");
    return navigator.clipboard.readText();
  },
};
"""
_TRY = f"async (way) => {{ {_WAYS} try {{ return String(await ways[way]()); }} catch (why) {{ return `!${{why}}`; }} }}"
WAYS = (
    "document", "contentDocument", "contentWindow", "frames", "getSVGDocument", "fetch", "fetchAsNavigation",
    "fetchWithHeaders", "cache", "request", "postMessage", "script", "opened", "another", "object", "performance",
    "serviceWorker", "caches", "find", "selection", "copy",
)  # fmt: skip
_LAY = """(value) => { const old = document.querySelector("[data-revealed] .shown");
  old.innerHTML = `<span class="value">${value}</span>`; }"""
_ASK = """async (url) => {
  const body = new URLSearchParams({ reason: "invoice" });
  const headers = { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content, "HX-Request": "true" };
  const answer = await (await fetch(url, { method: "POST", body, headers })).text();
  return answer.match(/<iframe src="([^"]+)"/)[1]; }"""
_FRAME = """(url) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.id = "theirs";
  frame.onload = () => { let read = "shut";
    try { read = frame.contentDocument?.documentElement.outerHTML ?? "shut"; } catch (why) { read = String(why); }
    done(read); };
  frame.src = url;
  document.body.append(frame); })"""
_SIZES = """() => performance.getEntriesByType("resource").filter((each) => each.name.includes("/mostrado/"))
  .map((each) => [each.transferSize, each.encodedBodySize, each.decodedBodySize].join())"""


@pytest.fixture
def desk(visitors, customer) -> Page:
    """Return Marina's page with the conversation open, and the clipboard at hand."""
    page = visitors.page("marina", permissions=["clipboard-read", "clipboard-write"])
    customer.writes(f"meu cpf é {CPF}")
    customer.opened_by(page)
    page.locator("#items button.chip").wait_for()
    return page


def chip_url(page: Page) -> str:
    return page.locator("#items button.chip").last.get_attribute("data-url")


@pytest.fixture
def shown(desk) -> Page:
    """Return the page while a value is shown to the person."""
    desk.evaluate("navigator.clipboard.writeText('before')")
    ask_and_show(desk)
    return desk


def test_no_way_of_a_script_leads_to_the_value_that_the_person_sees(shown):
    read = {}
    for way in WAYS:
        if not shown.locator(REVEALED).count():  # what the try did may have taken the value away
            ask_and_show(shown)
        read[way] = shown.evaluate(_TRY, way)

    assert [way for way, text in read.items() if CPF in text or "247-25" in text or "REGISTERED" in text] == []
    assert read["document"].count("<iframe") >= 1
    assert read["contentDocument"].startswith("!TypeError")
    assert "SecurityError" in read["contentWindow"]
    assert read["find"].startswith("false")
    assert read["caches"] == "[]"


def test_the_control_the_same_script_reads_a_value_that_is_laid_into_the_page(shown):
    shown.evaluate(_LAY, CPF)

    read = {way: shown.evaluate(_TRY, way) for way in ("document", "find")}

    assert CPF in read["document"]
    assert read["find"].startswith("true")


def test_a_script_that_asks_by_itself_gets_a_ticket_and_can_read_nothing_with_it(desk):
    fetched = desk.evaluate("async (url) => { const a = await fetch(url); return [a.status, await a.text()].join(); }",
                            desk.evaluate(_ASK, chip_url(desk)))  # fmt: skip
    framed = desk.evaluate(_FRAME, desk.evaluate(_ASK, chip_url(desk)))

    assert fetched.startswith("404,")
    assert CPF not in fetched + framed
    expect(desk.frame_locator("#theirs").locator(".value")).to_have_text(CPF)


def test_in_a_tab_of_its_own_there_is_nothing(desk):
    url = desk.evaluate(_ASK, chip_url(desk))
    with desk.context.expect_page() as opened:
        desk.evaluate("(url) => { window.open(url); }", url)

    expect(opened.value.locator(".nothing")).to_be_visible()
    assert CPF not in opened.value.content()


def test_the_frame_of_another_person_and_a_second_frame_are_refused_alike(desk, visitors):
    url, other = desk.evaluate(_ASK, chip_url(desk)), visitors.page("rui")
    other.goto("/atendimento/minhas")
    other.evaluate(_FRAME, url)
    desk.evaluate(_FRAME, url)

    for page in (other, desk):
        expect(page.frame_locator("#theirs").locator(".nothing")).to_be_visible()


def test_the_page_may_frame_nothing_else_of_ours_where_a_script_would_run_free(desk):
    told = [desk.evaluate(_FRAME, path) for path in ("/webhooks/whatsapp", "/healthz", "/static/ui/mark.svg")]

    assert told == ["shut"] * 3
    assert [each.split()[0] for each in desk.evaluate("violations")] == ["frame-src"] * 3


def test_what_the_browser_tells_of_the_document_tells_nothing_of_the_value(desk, customer):
    ask_and_show(desk)
    desk.keyboard.press("Escape")
    customer.writes(f"o outro cpf é {OTHER}")
    expect(desk.locator("#items button.chip")).to_have_count(2)
    desk.evaluate(_FRAME, desk.evaluate(_ASK, chip_url(desk)))
    expect(desk.frame_locator("#theirs").locator(".value")).to_have_text(OTHER)

    sizes = desk.evaluate(_SIZES)

    assert len(sizes) == 2
    assert len(set(sizes)) == 1


def test_the_value_is_where_its_room_is_and_all_of_it_is_seen(shown):
    frame, value = eventually(lambda: _while_nothing_moves(shown))

    assert frame["x"] <= value["x"]
    assert value["x"] + value["width"] <= frame["x"] + frame["width"]
    assert frame["y"] - 1 <= value["y"]
    assert value["y"] + value["height"] <= frame["y"] + frame["height"] + 1


def _while_nothing_moves(page: Page):
    """Return where frame and value are, measured while the thread did not scroll."""
    frame = page.locator(f"{REVEALED} iframe")
    before, value, after = frame.bounding_box(), shown_value(page).bounding_box(), frame.bounding_box()
    return (after, value) if before == after else None


def test_the_focus_stays_on_the_page_so_that_escape_hides_it(shown):
    shown.locator(f"{REVEALED} iframe").click(force=True)
    shown.keyboard.press("Escape")

    expect(shown.locator(REVEALED)).to_have_count(0)
