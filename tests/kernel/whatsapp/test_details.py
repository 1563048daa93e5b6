import pytest

from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.details import Detail

from .bodies import body, message


def detail(kind, content, **more):
    raw = message(**{"type": kind, "text": None, kind: content, **more})
    [item] = payload.parse(body(messages=[raw])).items
    return item.detail


def ordered(*items):
    return detail("order", {"catalog_id": "1", "product_items": list(items)})


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("text", {"body": "oi"}, Detail()),
        ("interactive", {"type": "button_reply", "button_reply": {"id": "b1"}}, ("button_reply", "b1")),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "r1"}}, ("list_reply", "r1")),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}}, ("nfm_reply", "")),
        (
            "interactive",
            {"type": "call_permission_reply", "call_permission_reply": {"response": "reject"}},
            ("call_permission_reply", "reject"),
        ),
        ("button", {"payload": "parar", "text": "Parar"}, ("", "parar")),
        ("system", {"type": "user_changed_number"}, ("user_changed_number", "")),
        ("unsupported", {"type": "poll_creation"}, ("poll_creation", "")),
        ("edit", {"message": {"type": "image", "image": {}}}, ("image", "")),
        ("unsupported", {"type": "<b>Poll</b>"}, ("", "")),
        ("interactive", ["x"], ("", "")),
    ],
)
def test_what_was_chosen_or_came_is_named(kind, content, expected):
    found = detail(kind, content, from_user_id="US.1")

    assert (found == Detail()) if isinstance(expected, Detail) else ((found.subtype, found.choice) == expected)


def test_the_companys_own_name_of_a_choice_is_kept_to_its_limit():
    assert len(detail("button", {"payload": "x" * 900}).choice) == 256


@pytest.mark.parametrize(
    ("context", "forwarded"),
    [({"forwarded": True}, "once"), ({"frequently_forwarded": True}, "many"), ({"id": "wamid.9"}, ""), (None, "")],
)
def test_a_forwarded_message_says_how_often(context, forwarded):
    assert detail("text", {"body": "oi"}, context=context).forwarded == forwarded


def test_the_group_the_ad_and_the_product_it_is_about_come_along():
    context = {"referred_product": {"catalog_id": "1", "product_retailer_id": "p-9"}}

    found = detail("text", {"body": "oi"}, context=context, group_id="G1", referral={"source_type": "ad"})

    assert (found.group, found.source, found.product) == ("G1", "ad", "p-9")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], (0, "", "")),
        ([{"quantity": 2, "item_price": 30, "currency": "USD"}], (2, "60.00", "USD")),
        ([{"quantity": "2", "item_price": "9.9", "currency": "BRL"}], (2, "19.80", "BRL")),
        ([{"quantity": 1, "item_price": 1, "currency": "BRL"}, {"quantity": 1, "currency": "BRL"}], (2, "", "")),
        ([{"quantity": 1, "item_price": 1, "currency": c} for c in ("BRL", "USD")], (2, "", "")),
        ([{"quantity": 1, "item_price": 1, "currency": "reais"}], (1, "", "")),
        ([{"quantity": "muitos", "item_price": "caro"}], (1, "", "")),
        ([{"quantity": 1, "item_price": price, "currency": "BRL"} for price in ("NaN", "sNaN", "1e999")], (3, "", "")),
        ([7, None, "x"], (3, "", "")),
    ],
)
def test_an_order_is_counted_and_added_up_only_when_every_price_is_known(items, expected):
    found = ordered(*items)

    assert (found.count, found.total, found.currency) == expected


@pytest.mark.parametrize(("content", "count"), [([{}, {}], 2), ([], 0), ("x", 0)])
def test_cards_are_counted(content, count):
    assert detail("contacts", content).count == count


@pytest.mark.parametrize(("reaction", "removed"), [({"emoji": "👍"}, False), ({"emoji": ""}, True), ({}, True)])
def test_a_reaction_without_an_emoji_takes_one_back(reaction, removed):
    assert detail("reaction", {"message_id": "wamid.9", **reaction}).removed is removed


def test_the_codes_of_what_went_wrong_are_kept():
    assert detail("image", {"id": "9"}, errors=[{"code": 131052}, {"title": "x"}]).errors == (131052,)


def test_a_detail_that_is_printed_shows_nothing():
    assert "16505551234" not in repr(Detail(wamid="wamid.16505551234", group="16505551234"))
