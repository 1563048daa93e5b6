import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import outbound
from desvelo.kernel.whatsapp.errors import BadAddress, MarkTooLong, TextEmpty, TextTooLong
from desvelo.kernel.whatsapp.outbound import Ambiguous, Done, Refused, Sent


def error(code, **more):
    return json.dumps({"error": {"message": "m", "code": code, "fbtrace_id": "Atrace", **more}}).encode()


def test_a_text_is_what_the_api_expects():
    assert outbound.text_message(to="5511900004417", body="Olá", opaque="m-1", reply_to="wamid.7") == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5511900004417",
        "context": {"message_id": "wamid.7"},
        "type": "text",
        "text": {"body": "Olá", "preview_url": False},
        "biz_opaque_callback_data": "m-1",
    }


def test_a_text_that_answers_nothing_has_no_context():
    assert "context" not in outbound.text_message(to="5511900004417", body="Olá", opaque="m-1")


@pytest.mark.parametrize("to", ["5511900004417", "+5511900004417"])
def test_a_number_leaves_with_its_plus(to):
    assert outbound.text_message(to=to, body="x", opaque="")["to"] == "+5511900004417"


@pytest.mark.parametrize("to", ["US.13491208655302741918", "BR.ENT.Ab9"])
def test_a_user_id_leaves_under_its_own_key(to):
    sent = outbound.text_message(to=to, body="x", opaque="")

    assert (sent["recipient"], "to" in sent) == (to, False)


@pytest.mark.parametrize(
    "to", ["", "+", "11 90000-4417", "++5511900004417", "5511900004417\n", "br.1", "٣" * 12, "1" * 21]
)
def test_any_other_address_is_refused_without_repeating_it(to):
    with pytest.raises(BadAddress) as refused:
        outbound.text_message(to=to, body="x", opaque="")

    assert refused.value.params == {}


def test_the_longest_text_goes_and_one_more_character_does_not():
    assert outbound.text_message(to="5511900004417", body="é" * 4_096, opaque="")

    with pytest.raises(TextTooLong) as refused:
        outbound.text_message(to="5511900004417", body="é" * 4_097, opaque="")
    assert refused.value.params == {"length": 4_097, "limit": 4_096}


@pytest.mark.parametrize("body", ["", " ", "\n\t"])
def test_a_text_without_a_visible_character_is_refused(body):
    with pytest.raises(TextEmpty):
        outbound.text_message(to="5511900004417", body=body, opaque="")


def test_a_mark_too_long_to_come_back_is_refused():
    with pytest.raises(MarkTooLong):
        outbound.text_message(to="5511900004417", body="x", opaque="m" * 513)


def test_receipts_name_the_message_and_may_show_typing():
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.7"}

    assert outbound.read_receipt(wamid="wamid.7") == receipt
    assert outbound.typing_indicator(wamid="wamid.7") == {**receipt, "typing_indicator": {"type": "text"}}


def test_an_accepted_message_gives_its_id():
    answer = b'{"messaging_product":"whatsapp","contacts":[{"input":"+55","wa_id":"55"}],"messages":[{"id":"wamid.X"}]}'

    assert outbound.outcome(200, answer) == Sent("wamid.X")


def test_an_accepted_receipt_is_done():
    assert outbound.outcome(200, b'{"success":true}') == Done()


@pytest.mark.parametrize(
    "answer", [b"", b"<html>", b"[]", b'{"messages":[]}', b'{"messages":[{"id":""}]}', b'{"messages":7}']
)
def test_an_acceptance_that_cannot_be_read_may_have_been_sent(answer):
    assert outbound.outcome(200, answer) == Ambiguous(reason="unreadable_answer")


def test_no_answer_may_have_been_sent():
    assert outbound.outcome(None, b"") == Ambiguous(reason="no_answer")


@pytest.mark.parametrize("code", [4, 80007, 130429, 131056, 131057, 133004, 134101, 139102, 139103, 2494100])
def test_limits_and_maintenance_are_tried_again_later(code):
    assert outbound.outcome(400, error(code)) == Refused(code=code, retry=True, trace_id="Atrace")


@pytest.mark.parametrize("code", [1, 2, 131000, 131016])
@pytest.mark.parametrize("status_code", [400, 500, 503])
def test_trouble_on_the_platforms_side_may_have_been_sent(code, status_code):
    assert outbound.outcome(status_code, error(code)) == Ambiguous(
        reason="platform_trouble", code=code, trace_id="Atrace"
    )


@pytest.mark.parametrize("code", [0, 10, 33, 190, 200, 250, 299, 368, 131005, 131031, 131042, 133010])
def test_a_lost_permission_token_or_account_calls_an_administrator(code):
    assert outbound.outcome(401, error(code)) == Refused(code=code, retry=False, alarm=True, trace_id="Atrace")


@pytest.mark.parametrize(
    "code", [100, 130472, 131008, 131009, 131021, 131026, 131030, 131047, 131049, 131050, 132001, 137000]
)
@pytest.mark.parametrize("status_code", [400, 404, 500])
def test_a_permanent_refusal_is_not_tried_again_whatever_the_http_status(code, status_code):
    assert outbound.outcome(status_code, error(code)) == Refused(code=code, retry=False, trace_id="Atrace")


def test_a_number_out_of_reach_calls_an_administrator():
    assert outbound.outcome(400, error(100, error_subcode=33)).alarm


@pytest.mark.parametrize(
    ("status_code", "more", "expected"),
    [
        (400, {}, Refused(code=987654, retry=False, trace_id="Atrace")),
        (400, {"is_transient": True}, Ambiguous(reason="platform_trouble", code=987654, trace_id="Atrace")),
        (500, {}, Ambiguous(reason="platform_trouble", code=987654, trace_id="Atrace")),
    ],
)
def test_a_code_of_tomorrow_is_judged_by_whether_it_is_trouble(status_code, more, expected):
    assert outbound.outcome(status_code, error(987654, **more)) == expected


@pytest.mark.parametrize(
    ("status_code", "expected"),
    [
        (301, Refused(code=None, retry=False)),
        (401, Refused(code=None, retry=False, alarm=True)),
        (404, Refused(code=None, retry=False)),
        (429, Refused(code=None, retry=True)),
        (500, Ambiguous(reason="http_500")),
        (502, Ambiguous(reason="http_502")),
        (504, Ambiguous(reason="http_504")),
        (202, Ambiguous(reason="http_202")),
    ],
)
def test_an_answer_that_is_not_the_platforms_is_judged_by_its_status(status_code, expected):
    assert outbound.outcome(status_code, b"<html>proxy</html>") == expected


@given(st.integers(100, 599) | st.none(), st.binary(max_size=80) | st.builds(error, st.integers(-5, 10**7)))
def test_every_answer_has_a_meaning_and_only_a_named_message_was_sent(status_code, answer):
    meant = outbound.outcome(status_code, answer)

    assert isinstance(meant, Refused | Ambiguous)
    assert not (isinstance(meant, Refused) and meant.retry and status_code is None)
