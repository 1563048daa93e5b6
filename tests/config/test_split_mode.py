"""The whole tree with a key process: a message comes in, a value is shown, the process is killed, all goes on.

Source: security-design D4.6; decision 0045.
"""

import json
from collections.abc import Iterator

import httpx
import psutil
import pytest

from signed_in import SignedIn
from started import Started, eventually, folder, rows, write

KEEPER = "config.key_process"
OTHERS = ("desvelo.config.wsgi:application", "config.run worker", "desvelo.config.asgi:app")
PHONE, CPF = "5511900004417", "529.982.247-25"


@pytest.fixture(scope="module")
def tree() -> Iterator[Started]:
    """Return a demonstration that was asked to start a key process."""
    with folder() as data:
        running = Started(data, "demo", "--no-browser", "--json", DESVELO_KEY_PROCESS="on")
        try:
            yield running
        finally:
            running.end()


@pytest.fixture(scope="module")
def marina(tree) -> Iterator[SignedIn]:
    person = SignedIn(tree.info, "marina")
    yield person
    person.close()


def arrived(tree, text: str) -> None:
    """Let a customer write, and wait until it is taken in."""
    count = "SELECT count(*) FROM channel_message WHERE direction = 'in'"
    before = rows(tree.info["database_url"], count)
    write(tree.info, phone=PHONE, name="Beatriz Nogueira", text=text)
    eventually(lambda: rows(tree.info["database_url"], count) != before, seconds=30)


def uses(tree) -> list[dict]:
    files = sorted((tree.data / "keys" / "uses").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_value_is_shown_and_the_key_process_wrote_down_for_whom(tree, marina):
    arrived(tree, f"meu cpf é {CPF}")
    conversation = next(each for each in marina.conversations() if "meu cpf é" in marina.thread(each))

    value = marina.reveals(conversation)

    assert CPF in value
    [actor] = rows(tree.info["database_url"], "SELECT id FROM access_user WHERE email LIKE 'marina@%%'")[0]
    looks = [use for use in uses(tree) if use["why"] == "reveal"]
    assert {(use["actor"], use["refused"]) for use in looks} == {(str(actor), False)}
    assert len({contact for use in looks for contact in use["contacts"]}) == 1
    assert {use["why"] for use in uses(tree)} >= {"arrival", "list", "thread", "reveal"}


@pytest.mark.asvs("13.3.2")
def test_only_the_key_process_was_told_where_the_root_is_and_only_who_asks_it_where_it_listens(tree):
    def told(words: str) -> dict[str, str]:
        return psutil.Process(tree.child(words).pid).environ()

    assert all("DESVELO_ROOT_KEY" not in told(words) for words in OTHERS)
    assert "DESVELO_KEY_SOCKET" in told(OTHERS[0])
    assert "DESVELO_KEY_SOCKET" not in told(OTHERS[2]), "the process that faces the Internet"


def test_while_the_key_process_is_gone_nothing_opens_and_the_desk_says_so_and_then_goes_on(tree, marina):
    conversation = marina.conversations()[0]
    keeper = psutil.Process(tree.child(KEEPER).pid)

    keeper.suspend()  # it does not even answer
    keeper.kill()
    refused = eventually(lambda: said_gone(marina, conversation), seconds=20)

    assert "O que está selado não pode ser aberto agora" in refused
    eventually(lambda: marina.page(conversation).status_code == 200, seconds=60)
    arrived(tree, "voltou?")
    assert any("voltou?" in marina.thread(each) for each in marina.conversations())
    assert tree.child(KEEPER).pid != keeper.pid


def said_gone(person: SignedIn, conversation: str) -> str:
    answer = person.page(conversation)
    return answer.text if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE else ""
