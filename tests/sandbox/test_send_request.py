import asyncio
import contextlib
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.sandbox import send_request
from desvelo.sandbox.app import Sandbox
from desvelo.sandbox.config import Config
from desvelo.sandbox.graph_errors import GraphError
from desvelo.sandbox.http import Request

from .running import BIA, BUSINESS_PHONE, NUMBER, settings

KEYS = [
    *("messaging_product", "to", "recipient", "type", "context", "message_id", "biz_opaque_callback_data", "id"),
    *("interactive", "action", "buttons", "reply", "title", "body", "caption", "name", *send_request.KINDS),
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(["whatsapp", "+5511"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
)


@given(st.sampled_from(send_request.KINDS), ANYTHING, st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_any_object_is_accepted_or_refused_like_meta_refuses(kind, content, more):
    raw = {"to": "+5511900004417", **more, "messaging_product": "whatsapp", "type": kind, kind: content}

    with contextlib.suppress(GraphError):
        send_request.read(raw, business_number=BUSINESS_PHONE)


@pytest.mark.parametrize(("demanded", "status", "bubbles"), [(True, 400, 0), (False, 200, 1)])
def test_a_stolen_token_sends_exactly_when_the_proof_is_not_demanded(demanded, status, bubbles):
    async def stolen():
        sandbox = Sandbox(msgspec.convert(settings(require_appsecret_proof=demanded), Config))
        sandbox.courier.start()
        sandbox.world.phone(BIA).last_wrote_at = int(sandbox.world.clock.now())
        body = {"messaging_product": "whatsapp", "to": f"+{BIA}", "type": "text", "text": {"body": "golpe"}}
        answer = await sandbox.answer(
            Request(
                method="POST",
                path=f"/v26.0/{NUMBER}/messages",
                query={},
                headers={"authorization": "Bearer EAAtest_token"},
                body=json.dumps(body).encode(),
            )
        )
        await sandbox.courier.stop()
        return answer.status, len(sandbox.world.phones[BIA].messages)

    assert asyncio.run(stolen()) == (status, bubbles)
