"""Whoever asked a second person for their word hears on their open screens that there is an answer."""

import psycopg
from test_stream import Screen, play, tell, token

from desvelo.service.desk.notice import ANSWERED
from desvelo.service.desk.stream import Stream

__all__ = ["play"]


def test_an_answer_reaches_whoever_asked_on_each_of_their_screens_and_nobody_else(house, play):
    tokens = [token(house.marina), token(house.marina), token(house.rui)]

    async def scene(served: Stream, other: psycopg.AsyncConnection) -> None:
        one, another, of_rui = [Screen(served, token=each) for each in tokens]
        assert [await each.opened() for each in (one, another, of_rui)] == [200] * 3

        await tell(other, house.marina.id, conversation="", kind=ANSWERED)
        await tell(other, house.agenda, conversation="of-agenda")

        for screen in (one, another):
            assert await screen.next() == b"event: answered\ndata: {}\n\n"
            assert (await screen.heard())["c"] == "of-agenda"
        assert (await of_rui.heard())["c"] == "of-agenda"
        assert of_rui.silent
        for screen in (one, another, of_rui):
            await screen.leave()

    play(scene)
