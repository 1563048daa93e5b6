"""Only the exact bytes that an app of ours signed get in."""

import asyncio
import json
from functools import partial

import pytest

import doors
import house as company
from desvelo.kernel.whatsapp import signature
from desvelo.service.channel import app_secrets

BODY = company.webhook_body("Olá, tudo bem? 😊", phone="5511900004417", name="Bia", wamid="wamid.1").replace(
    b"\\u00e1", b"\\u00E1"
)
REWRITTEN = json.dumps(json.loads(BODY)).encode()
RIGHT = signature.sign(doors.SECRET, BODY)
UNSIGNED = {
    "none": "",
    "of_another_secret": signature.sign(b"another_secret", BODY),
    "of_another_body": signature.sign(doors.SECRET, BODY + b" "),
    "truncated": RIGHT[:-1],
    "longer": RIGHT + "0",
    "upper_case": "sha256=" + RIGHT.removeprefix("sha256=").upper(),
    "without_its_name": RIGHT.removeprefix("sha256="),
    "of_the_old_kind": RIGHT.replace("sha256=", "sha1="),
    "not_ascii": RIGHT[:-1] + "é",
    "of_the_empty_secret": signature.sign(b"", BODY),
}


@pytest.fixture
def keys(tmp_path):
    return doors.make_keys(tmp_path / "keys").folder


@pytest.fixture
def standing(keys, committed, url_of):
    return partial(doors.standing, keys=keys, database_url=url_of("desvelo_edge"))


@pytest.fixture
def stored(committed, url_of):
    return lambda: doors.counts(url_of("postgres"))[0]


def test_nothing_gets_in_but_what_an_app_of_ours_signed(standing, stored):
    async def story():
        async with standing() as door:
            refused = {name: await door.post(BODY, signed=signed) for name, signed in UNSIGNED.items()}
            return refused, stored(), await door.post(BODY)

    refused, before, accepted = asyncio.run(story())

    assert refused == dict.fromkeys(UNSIGNED, 401)
    assert (before, accepted, stored()) == (0, 200, 1)


def test_a_body_parsed_and_written_again_is_another_body(standing, stored):
    async def story():
        async with standing() as door:
            return await door.post(REWRITTEN, signed=RIGHT)

    assert json.loads(REWRITTEN) == json.loads(BODY)
    assert (REWRITTEN == BODY, asyncio.run(story()), stored()) == (False, 401, 0)


def test_without_the_check_a_forged_body_would_be_stored(standing, stored, monkeypatch):
    anybody = signature.AppSecret(id="1", secret=b"s", phone_number_ids=frozenset())
    accepted = signature.Verdict(reason=signature.Reason.ACCEPTED, matched=(anybody,))
    monkeypatch.setattr(signature, "verify", lambda *_: accepted)

    async def story():
        async with standing() as door:
            return await door.post(BODY, signed=UNSIGNED["of_another_secret"])

    assert (asyncio.run(story()), stored()) == (200, 1)


def test_without_a_secret_every_body_is_refused(standing, stored, keys):
    async def story():
        async with standing() as door:
            (keys / "door" / "secrets.json").unlink()
            missing = await door.post(BODY)
            app_secrets.write(keys, app_secrets.DoorFile(verify_token="t"))
            no_app = await door.post(BODY)
            empty = app_secrets.StoredSecret(id="1", secret="", phone_number_ids=("1",))
            app_secrets.write(keys, app_secrets.DoorFile(apps=(empty,)))
            return missing, no_app, await door.post(BODY, signed=signature.sign(b"", BODY))

    assert (asyncio.run(story()), stored()) == ((401, 401, 401), 0)


def test_a_secret_is_replaced_without_a_restart_and_both_count_meanwhile(standing, stored, keys):
    def app(name, secret):
        return app_secrets.StoredSecret(id=name, secret=secret, phone_number_ids=("1",))

    async def story():
        answers = []
        async with standing() as door:
            for known in ([app("1", "old")], [app("1", "old"), app("2", "new")], [app("2", "new")]):
                app_secrets.write(keys, app_secrets.DoorFile(apps=tuple(known)))
                answers += [[await door.post(BODY, signed=signature.sign(secret, BODY)) for secret in (b"old", b"new")]]
        return answers

    assert asyncio.run(story()) == [[200, 401], [200, 200], [401, 200]]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=1158201444", (200, b"1158201444")),
        ("hub.mode=subscribe&hub.verify_token=verify-it&hub.challenge=1158201444", (403, b"")),
        ("hub.mode=subscribe&hub.verify_token=&hub.challenge=1158201444", (403, b"")),
        ("hub.mode=subscribe&hub.challenge=1158201444", (403, b"")),
        ("hub.mode=unsubscribe&hub.verify_token=verify-me&hub.challenge=1158201444", (403, b"")),
        ("hub.mode=subscribe&hub.verify_token=verify-me", (403, b"")),
        ("", (403, b"")),
    ],
)
def test_the_address_is_confirmed_to_whoever_knows_the_token(keys, query, answer):
    assert asyncio.run(_verified(keys, query)) == answer


@pytest.mark.parametrize("given", ["", "&hub.verify_token="])
def test_a_door_without_a_token_confirms_its_address_to_nobody(tmp_path, given):
    keys = doors.make_keys(tmp_path / "keys", token="").folder

    assert asyncio.run(_verified(keys, "hub.mode=subscribe&hub.challenge=1" + given)) == (403, b"")


async def _verified(keys, query):
    async with doors.standing(keys=keys, database_url="postgresql://nowhere.invalid/") as door:
        return await door.verify(query)
