"""A person whose provider says over a real socket that they left stops hearing within five seconds."""

import asyncio
from dataclasses import replace

import httpx
import pytest
from test_stream import Screen, anybody, hub_of

import browser
import provisioning
from desvelo.guards.access import leaving
from desvelo.guards.access.models import User
from desvelo.service.desk.stream import END, Stream
from provisioning import Caller

SECONDS = 5


def heard_the_end(house, url: str) -> float:
    """Open a stream, let the provider shut its person out, return after how long the stream ended; 99 if not."""
    row = provisioning.provider()
    caller = Caller(provisioning.token_of(house, row))
    made = caller.makes()
    provisioning.stands_for(house, row, caller.groups("Front", made), team=house.agenda)
    hers = User.objects.get(email="bruna@aurora.example").id
    given = browser.signed_in(replace(house.marina, id=hers)).token

    async def scene(address: str) -> float:
        async with hub_of(url) as hub:
            screen = Screen(Stream(hub=hub, cookie="desvelo", may_open=anybody), token=given)
            assert await screen.opened() == 200
            async with httpx.AsyncClient(trust_env=False, headers={"authorization": f"Bearer {caller.token}"}) as far:
                answer = await far.delete(f"{address}{provisioning.BASE}/Users/{made}")
            assert answer.status_code == 204
            began = asyncio.get_running_loop().time()
            try:
                assert await asyncio.wait_for(screen.next(), timeout=SECONDS + 1) == END
            except TimeoutError:
                await screen.leave()
                return 99
            return asyncio.get_running_loop().time() - began

    with provisioning.served() as address:
        return asyncio.run(scene(address))


@pytest.mark.asvs("7.4.2")
def test_the_stream_of_who_left_ends(house, committed, url_of):
    assert (
        heard_the_end(house, url_of("desvelo_edge")) <= SECONDS + 0.5
    )  # the recheck, and half a second for the machine


def test_without_the_end_of_the_account_they_would_hear_on(house, committed, url_of, monkeypatch):
    monkeypatch.setattr(leaving, "shut", lambda *_, **__: True)
    monkeypatch.setattr("desvelo.guards.access.provisioning.places.settle", lambda *_, **__: None)

    assert heard_the_end(house, url_of("desvelo_edge")) == pytest.approx(99)
