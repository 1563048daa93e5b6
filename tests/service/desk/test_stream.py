"""Live updates reach the team and nobody else, and end within the recheck when somebody may no longer hear them.

The hub runs as the edge's own role of the database, on rows that are really committed.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection

import browser
import raw_asgi
from desvelo.base import clock
from desvelo.guards.access.models import Session, User
from desvelo.service.desk import stream
from desvelo.service.desk.notice import Notice, encode
from desvelo.service.desk.stream import END, RESYNC, Hub, Listener, Stream

HELLO = b"retry: 1000\nevent: hello\ndata: {}\n\n"


class Screen:
    """One open page: what it was told, in order, and whether the stream ended."""

    def __init__(self, served: Stream, *, token: str, conversation: str = "") -> None:
        self.status = 0
        self._frames: asyncio.Queue[bytes] = asyncio.Queue()
        self._left, self._started = asyncio.Event(), asyncio.Event()
        headers = [(b"cookie", f"other=1; desvelo={token}".encode())] if token else []
        query = f"c={conversation}".encode() if conversation else b""
        scope = raw_asgi.scope("GET", "/events", headers=headers, query=query)
        self._task = asyncio.create_task(served(scope, self._receive, self._send))

    async def opened(self) -> int:
        await asyncio.wait_for(self._started.wait(), timeout=10)
        if self.status == 200:
            assert await self.next() == HELLO
        return self.status

    async def next(self) -> bytes:
        """Return the next frame."""
        return await asyncio.wait_for(self._frames.get(), timeout=10)

    async def heard(self) -> dict[str, object]:
        """Return what the next frame about a conversation says."""
        name, data = (await self.next()).decode().strip().split("\n")
        assert name == "event: conversation"
        return json.loads(data.removeprefix("data: "))

    @property
    def silent(self) -> bool:
        return self._frames.empty()

    async def ended(self) -> None:
        """Return when the server ended the stream."""
        await asyncio.wait_for(asyncio.shield(self._task), timeout=10)

    async def leave(self) -> None:
        self._left.set()
        await asyncio.wait_for(self._task, timeout=10)

    async def _receive(self) -> dict[str, str]:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._started.set()
        elif message.get("body"):
            for frame in message["body"].removesuffix(b"\n\n").split(b"\n\n"):  # one piece may hold several
                self._frames.put_nowait(frame + b"\n\n")


async def anybody(_scope: object, _conversation: str) -> bool:
    return True


class Listening(Hub):
    """A hub that says when its own connection listens: until then a notice is made good by a resync."""

    def __init__(self, *, database_url: str) -> None:
        super().__init__(database_url=database_url)
        self.listens = asyncio.Event()

    def _resync(self) -> None:
        super()._resync()
        self.listens.set()


@asynccontextmanager
async def hub_of(url: str) -> AsyncIterator[Hub]:
    hub = Listening(database_url=url)
    hub.start()
    try:
        await asyncio.wait_for(hub.listens.wait(), timeout=10)
        yield hub
    finally:
        await hub.stop()


@pytest.fixture
def play(committed, url_of, monkeypatch) -> Callable[..., None]:
    """Run a scene: a coroutine that gets the stream, and a way to run a statement on another connection."""
    monkeypatch.setattr(stream, "RECHECK_SECONDS", 0.05)
    url, admin = url_of("desvelo_edge"), url_of("postgres")

    def _play(scene: Callable[..., Awaitable[None]], *, may_open: stream.MayOpen = anybody) -> None:
        async def run() -> None:
            async with hub_of(url) as hub, await psycopg.AsyncConnection.connect(admin, autocommit=True) as other:
                await scene(Stream(hub=hub, cookie="desvelo", may_open=may_open), other)

        asyncio.run(run())

    return _play


def token(actor) -> str:
    return browser.signed_in(actor).token


async def tell(
    other: psycopg.AsyncConnection, team: UUID, *, conversation: str = "c1", kind: str = "message.in"
) -> None:
    notice = Notice(conversation=conversation, team=team, kind=kind, number=7)
    await other.execute("SELECT pg_notify('desvelo_desk', %s)", [encode(notice)])


def test_a_notice_reaches_the_team_and_nobody_else(house, play):
    tokens = [token(house.marina), token(house.denise), token(house.rui)]

    async def scene(served: Stream, other: psycopg.AsyncConnection) -> None:
        agenda, financeiro, both = [Screen(served, token=each) for each in tokens]
        assert [await each.opened() for each in (agenda, financeiro, both)] == [200] * 3

        await tell(other, house.agenda, conversation="of-agenda")
        await tell(other, house.financeiro, conversation="of-financeiro")

        assert await agenda.heard() == {"c": "of-agenda", "kind": "message.in", "n": 7}
        assert (await financeiro.heard())["c"] == "of-financeiro"
        assert [(await both.heard())["c"] for _ in range(2)] == ["of-agenda", "of-financeiro"]
        assert agenda.silent
        assert financeiro.silent
        for screen in (agenda, financeiro, both):
            await screen.leave()

    play(scene)


def test_without_the_check_of_the_team_everybody_would_hear_everything(house, play):
    tokens = [token(house.denise)]

    async def scene(served: Stream, other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=tokens[0])
        await screen.opened()
        for listener in served._hub._listeners:
            listener.teams = frozenset({house.agenda, house.financeiro})

        served._hub.tell(Notice(conversation="of-agenda", team=house.agenda, kind="message.in", number=7))

        assert (await screen.heard())["c"] == "of-agenda"
        await screen.leave()

    play(scene)


@pytest.mark.parametrize("login", ["helena", "caio", "lucia"])
def test_whoever_does_not_attend_gets_no_stream(house, play, login):
    given = token(house.actors[login])

    async def scene(served: Stream, _other: psycopg.AsyncConnection) -> None:
        assert await Screen(served, token=given).opened() == 401

    play(scene)


def test_neither_a_stranger_nor_half_a_session_nor_an_old_or_locked_one_gets_a_stream(house, play):
    idle, absolute = token(house.marina), token(house.marina)
    sessions = Session.objects.order_by("created_at")
    now = clock.wall()
    Session.objects.filter(pk=sessions[0].pk).update(active_at=now - timedelta(minutes=61))
    Session.objects.filter(pk=sessions[1].pk).update(created_at=now - timedelta(hours=12, minutes=1))
    locked = browser.locked(house.marina).token
    tokens = ["", "x" * 43, browser.half_signed_in(house.marina).token, idle, absolute, locked]

    async def scene(served: Stream, _other: psycopg.AsyncConnection) -> None:
        assert [await Screen(served, token=each).opened() for each in tokens] == [401] * 6

    play(scene)


CHANGES = {
    "signed out": "DELETE FROM access_session",
    "deactivated": "UPDATE access_user SET is_active = false",
    "another role": "UPDATE access_user SET role = 'auditor'",
    "idle": "UPDATE access_session SET active_at = now() - interval '61 minutes'",
    "twelve hours": "UPDATE access_session SET created_at = now() - interval '12 hours 1 minute'",
    "locked by hand": "UPDATE access_session SET locked_at = now()",
    "locked by idleness": "UPDATE access_session SET locks_at = now()",
}


@pytest.mark.asvs("7.4.1")
@pytest.mark.parametrize("change", CHANGES)
def test_whoever_loses_the_right_stops_hearing_within_the_recheck(house, play, change):
    given = token(house.marina)

    async def scene(served: Stream, other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=given)
        assert await screen.opened() == 200

        await other.execute(CHANGES[change])

        assert await screen.next() == END
        await screen.ended()
        await tell(other, house.agenda)
        assert screen.silent

    play(scene)


def test_whoever_leaves_a_team_stays_connected_and_stops_hearing_of_it(house, play):
    given = token(house.rui)

    async def scene(served: Stream, other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=given)
        await screen.opened()

        await other.execute("DELETE FROM access_user_teams WHERE team_id = %s", [house.agenda])
        served._hub._apply(await served._hub._authority([each.session for each in served._hub._listeners]))
        await tell(other, house.agenda)
        await tell(other, house.financeiro, conversation="of-financeiro")

        assert (await screen.heard())["c"] == "of-financeiro"
        await screen.leave()

    play(scene)


def test_if_the_authority_cannot_be_read_nobody_goes_on_hearing(house, play, monkeypatch):
    given = token(house.marina)

    async def scene(served: Stream, _other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=given)
        await screen.opened()

        monkeypatch.setattr(stream, "_AUTHORITY", "SELECT token_hash, teams FROM access_session WHERE %s IS NULL")

        assert await screen.next() == END
        await screen.ended()
        assert await Screen(served, token=given).opened() == 503

    play(scene)


def test_while_the_database_is_away_a_stream_is_refused_and_not_for_good():
    async def scene() -> int:
        absent = Hub(database_url="postgresql://nobody@/nothing?host=/absent")
        served = Stream(hub=absent, cookie="desvelo", may_open=anybody)
        return await Screen(served, token="x" * 43).opened()

    assert asyncio.run(scene()) == 503


def test_a_connection_that_was_cut_is_made_again_and_every_screen_fetches_the_gap(house, play, monkeypatch):
    monkeypatch.setattr(stream, "_RECONNECT_SECONDS", 0.01)
    given = token(house.marina)

    async def scene(served: Stream, other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=given)
        await screen.opened()

        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = 'desvelo_edge' AND query LIKE 'LISTEN%%'"
        )

        assert await screen.next() == RESYNC
        await tell(other, house.agenda)
        assert (await screen.heard())["c"] == "c1"
        await screen.leave()

    play(scene)


def test_another_teams_conversation_is_404_and_the_gate_in_the_pages_put_it_on_record(house, play, arrive, audit_tags):
    conversation = arrive("bom dia")
    marina, denise = token(house.marina), token(house.denise)

    def authorize(cookie: str, asked: str) -> int:
        try:
            return browser.Browser(token=cookie).get(f"/events/authorize?c={asked}").status_code
        finally:
            connection.close()

    def asking(cookie: str) -> stream.MayOpen:
        async def may_open(_scope: object, asked: str) -> bool:
            return await asyncio.to_thread(authorize, cookie, asked) == 204

        return may_open

    async def refused(served: Stream, _other: psycopg.AsyncConnection) -> None:
        assert await Screen(served, token=denise, conversation=conversation).opened() == 404
        assert served._hub._listeners == set()

    async def admitted(served: Stream, _other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=marina, conversation=conversation)
        assert await screen.opened() == 200
        await screen.leave()

    play(refused, may_open=asking(denise))
    assert audit_tags()[-1] == ("conversation:read", "denied:other_team")
    play(admitted, may_open=asking(marina))


def test_a_message_that_arrives_is_told_with_ids_alone(house, play, arrive):
    given = token(house.marina)
    arrived: list[str] = []

    def receive() -> None:
        arrived.append(arrive("meu cpf é 529.982.247-25"))
        connection.close()

    async def scene(served: Stream, other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=given)
        await screen.opened()

        await asyncio.to_thread(receive)

        heard = await screen.heard()
        assert heard == {"c": arrived[0], "kind": "message.in", "n": heard["n"]}
        await screen.leave()

    play(scene)


def test_a_screen_that_left_is_forgotten(house, play):
    given = token(house.marina)

    async def scene(served: Stream, _other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=given)
        await screen.opened()
        assert len(served._hub._listeners) == 1

        await screen.leave()

        assert served._hub._listeners == set()

    play(scene)


def test_an_idle_stream_is_kept_alive_by_a_word_that_means_nothing(house, play, monkeypatch):
    monkeypatch.setattr(stream, "PING_SECONDS", 0.01)
    given = token(house.marina)

    async def scene(served: Stream, _other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=given)
        await screen.opened()

        assert await screen.next() == b": ping\n\n"
        await screen.leave()

    play(scene)


def listener() -> Listener:
    return Listener(session=b"", teams=frozenset({uuid4()}))


def test_a_screen_that_does_not_keep_up_is_told_to_fetch_everything():
    slow = listener()

    for number in range(stream.QUEUE_LENGTH + 1):
        slow.push(f"{number}".encode())

    assert (slow.frames.qsize(), slow.frames.get_nowait()) == (1, RESYNC)


def test_a_screen_that_does_not_keep_up_still_learns_that_it_is_over():
    slow = listener()
    for number in range(stream.QUEUE_LENGTH):
        slow.push(f"{number}".encode())

    slow.push(END)

    assert (slow.frames.qsize(), slow.frames.get_nowait()) == (1, END)


def test_a_payload_nobody_wrote_does_not_end_the_listening(house, play, monkeypatch):
    monkeypatch.setattr(stream, "_RECONNECT_SECONDS", 0.01)
    given = token(house.marina)

    async def scene(served: Stream, other: psycopg.AsyncConnection) -> None:
        screen = Screen(served, token=given)
        await screen.opened()

        await other.execute("SELECT pg_notify('desvelo_desk', 'not ours')")

        assert await screen.next() == RESYNC
        await tell(other, house.agenda)
        assert (await screen.heard())["c"] == "c1"
        await screen.leave()

    play(scene)


@pytest.mark.parametrize(
    "cookie", [b"desvelo=", b"nothing", b"desvelo=a;desvelo", b"\xff\xfe=1", b'desvelo="', b"=;=;=", b"x" * 10_000]
)
def test_a_cookie_that_is_none_is_no_session(cookie):
    asked = raw_asgi.scope("GET", "/events", headers=[(b"cookie", cookie)])

    assert stream._cookie(asked, "desvelo") in {"", "a", '"'}


def test_somebody_who_moved_teams_is_seen_by_the_view_the_edge_reads(committed, house, url_of):
    token(house.marina)
    User.objects.get(pk=house.marina.id).teams.clear()

    with psycopg.connect(url_of("desvelo_edge")) as edge:
        assert edge.execute("SELECT teams FROM stream_authority").fetchall() == [([],)]
