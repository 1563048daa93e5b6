"""What happens between two checks of authority, behind a slow reader, and beside other programs' cookies."""

import asyncio
from uuid import UUID

import pytest

import browser
import raw_asgi
from desvelo.service.desk import stream
from desvelo.service.desk.notice import Notice
from desvelo.service.desk.stream import END, RESYNC, Hub, Listener, Stream

TEAM = UUID(int=1)


def listener() -> Listener:
    return Listener(session=b"", teams=frozenset({TEAM}))


def frames(screen: Listener) -> list[bytes]:
    return [screen.frames.get_nowait() for _ in range(screen.frames.qsize())]


def test_a_screen_that_opens_while_the_others_are_checked_is_not_ended(house, committed, url_of, monkeypatch):
    monkeypatch.setattr(stream, "RECHECK_SECONDS", 0.01)
    sessions = [
        stream.hashlib.sha256(browser.signed_in(house.actors[name]).token.encode()).digest()
        for name in ("marina", "rui")
    ]

    async def scene() -> tuple[list[bytes], frozenset[UUID]]:
        hub = Hub(database_url=url_of("desvelo_edge"))
        read, opened = hub._authority, asyncio.Event()
        latecomer: list[Listener] = []

        async def read_while_somebody_joins(asked):
            answer = await read(asked)
            if not latecomer and len(hub._listeners) == 1:
                monkeypatch.setattr(hub, "_authority", read)
                latecomer.append(await hub.join(sessions[1]))
                opened.set()
            return answer

        await hub.join(sessions[0])
        hub._authority = read_while_somebody_joins
        checking = asyncio.create_task(hub._recheck())
        await asyncio.wait_for(opened.wait(), 5)
        await asyncio.sleep(0.05)
        checking.cancel()
        return frames(latecomer[0]), latecomer[0].teams

    assert asyncio.run(scene()) == ([], frozenset({house.agenda, house.financeiro, house.actors["rui"].id}))


def test_what_still_waited_for_somebody_who_lost_the_right_is_not_told():
    screen = listener()
    screen.push(b"of the team\n\n")

    screen.push(END)

    assert frames(screen) == [END]


def test_a_reader_that_stopped_costs_no_memory_and_catches_up_by_asking(monkeypatch):
    hub = Hub(database_url="postgresql://nowhere.invalid/")
    slow = listener()
    hub._listeners.add(slow)

    sizes = set()
    for number in range(10_000):
        hub.tell(Notice(conversation="c", team=TEAM, kind="message.in", number=number))
        sizes.add(slow.frames.qsize())

    assert max(sizes) == stream.QUEUE_LENGTH
    assert frames(slow)[0] == RESYNC


def test_a_frame_says_which_conversation_how_and_where_and_nothing_else():
    hub = Hub(database_url="postgresql://nowhere.invalid/")
    screen = listener()
    hub._listeners.add(screen)

    hub.tell(Notice(conversation="c1", team=TEAM, kind="message.in", number=7))

    assert frames(screen) == [b'event: conversation\ndata: {"c":"c1","kind":"message.in","n":7}\n\n']


@pytest.mark.parametrize(
    "cookies",
    [
        [b"desvelo=right"],
        [b"a=1; desvelo=right; b=2"],
        [b'prefs={"theme": "dark"}; desvelo=right'],
        [b"consent=a b c; desvelo=right"],
        [b"broken; =; desvelo=right"],
        [b"a[0]=1; caf\xc3\xa9=1; desvelo=right"],
        [b"a=1", b"desvelo=right"],
        [b"desvelo-csrf=x; notdesvelo=y; desvelo=right"],
    ],
)
def test_the_cookies_of_other_programs_on_this_machine_do_not_hide_ours(cookies):
    asked = raw_asgi.scope("GET", "/events", headers=[(b"cookie", value) for value in cookies])

    assert stream._cookie(asked, "desvelo") == "right"


@pytest.mark.parametrize(
    "cookies", [[], [b""], [b"desvelo="], [b"Desvelo=right"], [b"__Host-desvelo=right"], [b"x=desvelo=right"]]
)
def test_a_cookie_of_another_name_is_not_ours(cookies):
    asked = raw_asgi.scope("GET", "/events", headers=[(b"cookie", value) for value in cookies])

    assert stream._cookie(asked, "desvelo") == ""


def test_a_screen_that_only_tries_tokens_reaches_no_page(monkeypatch):
    asked_for: list[str] = []

    async def may_open(_scope, conversation: str) -> bool:
        asked_for.append(conversation)
        return True

    async def story() -> int:
        hub = Hub(database_url="postgresql://nowhere.invalid/")
        served = Stream(hub=hub, cookie="desvelo", may_open=may_open)
        answer = await raw_asgi.ask(served, raw_asgi.scope("GET", "/events", query=b"c=abc"))
        return answer.status

    assert (asyncio.run(story()), asked_for) == (401, [])
