"""Whatever a program sends, the sandbox answers as Meta answers: it never breaks and never answers 500 by mistake."""

import asyncio
import json

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from desvelo.sandbox import send_request, template_match, template_rules
from desvelo.sandbox.app import Sandbox
from desvelo.sandbox.config import Config
from desvelo.sandbox.graph_errors import GraphError
from desvelo.sandbox.http import Refusal, Request
from desvelo.sandbox.templates import Template

from .running import BIA, BUSINESS_PHONE, NUMBER, PROOF, TOKEN, WABA
from .running import settings as told
from .test_kinds_sent import ACCEPTED
from .test_templates import FULL, PARAMETERS

APP = "900000000000001"
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(["1", "text"])
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)
FEW = settings(max_examples=40, deadline=None)  # each starts a sandbox
CALM = settings(deadline=None)


def places(value, path=()):
    """Yield the path of everything inside a value."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))


def with_other(value, path, other):
    """Return a copy of a value with something else at a path."""
    if not path:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = with_other(value[path[0]], path[1:], other)
    return copy


@st.composite
def spoilt(draw, good):
    """One of the good values, with anything at one place of it."""
    value = draw(st.sampled_from(good))
    path = draw(st.sampled_from(list(places(value))))
    return with_other(value, path, draw(ANYTHING))


SENDS = [
    {"messaging_product": "whatsapp", "to": f"+{BIA}", "type": kind, kind: content} for kind, content, _ in ACCEPTED
]
TEMPLATES = [{"name": "consulta", "language": "pt_BR", "category": "UTILITY", "components": FULL}]
FILLED = [{"name": "consulta", "language": {"code": "pt_BR"}, "components": PARAMETERS}]


def outcome(act):
    """Return what came of it, or the refusal; anything else rises."""
    try:
        return act()
    except GraphError as refused:
        return refused


def is_as_metas(found, codes):
    return not isinstance(found, GraphError) or (found.status == 400 and found.content["code"] in codes)


@CALM
@given(spoilt(SENDS).filter(lambda raw: isinstance(raw, dict)))
def test_a_send_with_anything_anywhere_is_accepted_or_refused_with_details(raw):
    found = outcome(lambda: send_request.read(raw, business_number=BUSINESS_PHONE))

    assert is_as_metas(found, {100, 131008, 131009})
    assert isinstance(found, GraphError) or json.dumps(found.bubble.shown())


@CALM
@given(spoilt(TEMPLATES).filter(lambda raw: isinstance(raw, dict)))
def test_a_template_with_anything_anywhere_is_made_or_refused(raw):
    found = outcome(lambda: Template(id="1", **template_rules.read(raw)))

    assert is_as_metas(found, {100})
    if isinstance(found, Template):
        json.dumps(found.shown())
        sent = outcome(lambda: template_match.filled({"components": PARAMETERS}, found))
        assert is_as_metas(sent, {100, 131008, 131009, 132000, 132005, 132012})


@CALM
@given(spoilt(FILLED).filter(lambda raw: isinstance(raw, dict)))
def test_parameters_with_anything_anywhere_fit_or_are_refused(raw):
    template = Template(id="1", **template_rules.read({**TEMPLATES[0], "components": json.loads(json.dumps(FULL))}))

    found = outcome(lambda: template_match.filled(raw, template))

    assert is_as_metas(found, {100, 131008, 131009, 132000, 132005, 132012})


PATHS = [
    *(f"/v26.0/{NUMBER}{edge}" for edge in ("", "/messages", "/register", "/settings", "/block_users", "/groups")),
    *(f"/v26.0/{NUMBER}/{edge}" for edge in ("whatsapp_business_profile", "conversational_automation", "username")),
    *(f"/v26.0/{NUMBER}/{edge}" for edge in ("request_code", "verify_code", "marketing_messages", "media")),
    *(f"/v26.0/{WABA}{edge}" for edge in ("", "/message_templates", "/phone_numbers", "/subscribed_apps")),
    *(f"/v26.0/{APP}/{edge}" for edge in ("subscriptions", "uploads")),
    *("/v26.0/123", "/v26.0/debug_token", "/v99.0/x", "/"),
]
CONTROLS = [
    *("messages", "batch", "read", "customer", "change-number", "recycle-number", "change-identity", "rotate-user-id"),
    *("clock", "settings", "fault", "faults", "status", "event", "template", "token", "revoke-token", "number"),
    *("join-group", "repeat", "author", "flow"),
]


def ask(method, path, content):
    """Ask a sandbox of its own, in this process, and return the status; it calls nobody."""

    async def answered():
        config = msgspec.convert(told(webhook_url="", official_business_account=True), Config)
        sandbox = Sandbox(config)
        sandbox.courier.start()
        request = Request(
            method=method,
            path=path,
            query={"appsecret_proof": PROOF},
            headers={"authorization": f"Bearer {TOKEN}", "host": "127.0.0.1:1", "content-type": "application/json"},
            body=json.dumps(content).encode(),
        )
        try:
            return (await sandbox.answer(request)).status
        except Refusal as refusal:
            return refusal.status
        finally:
            await sandbox.courier.stop()

    return asyncio.run(answered())


KEYS = [
    "messaging_product",
    "pin",
    "from",
    "to",
    "name",
    "type",
    "text",
    "wa_id",
    "kind",
    "field",
    "count",
    "components",
]
BODIES = st.dictionaries(
    st.sampled_from(KEYS),
    ANYTHING | st.sampled_from(["whatsapp", BIA, "text", "503", "123456", "security", "aviso"]),
    max_size=6,
)


@FEW
@given(st.sampled_from(["GET", "POST", "DELETE"]), st.sampled_from(PATHS), BODIES)
def test_no_call_of_the_graph_breaks_the_sandbox(method, path, content):
    assert ask(method, path, content) in {200, 400, 401, 403, 404}


@FEW
@given(st.sampled_from(CONTROLS), BODIES)
def test_no_call_of_the_control_interface_breaks_the_sandbox(path, content):
    assert ask("POST", f"/control/{path}", content) in {200, 400, 404}
