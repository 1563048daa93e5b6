"""A customer's recording is heard from the middle: the browser asks for parts, and they come through every process."""

from base64 import b64encode
from typing import Any

import pytest
from playwright.sync_api import Response, expect

from phone import Sender

SECONDS = 60
FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 26 ms of silence
SOUND = FRAME * int(SECONDS * 44_100 / 1_152)


@pytest.fixture
def sender(info: dict[str, Any], customer) -> Sender:
    return Sender(info, customer)


def test_a_recording_is_played_from_the_middle(visitors, customer, sender):
    agent = visitors.page("marina")
    sender.sends("text", "Oi, vou mandar um áudio")
    customer.opened_by(agent)
    sender.sends("audio", None, media={"base64": b64encode(SOUND).decode(), "mime_type": "audio/mpeg"})
    answers: list[Response] = []
    agent.on("response", lambda answer: answers.append(answer) if "/olhar/" in answer.url else None)

    agent.locator("#items button.look").last.click()
    agent.locator("#reveal[open] [data-reveal-form]").wait_for()
    agent.keyboard.press("2")
    agent.keyboard.press("Enter")
    player = agent.locator("[data-revealed] audio")
    expect(player).to_be_visible()
    length = player.evaluate(
        "audio => new Promise(done => { const tell = () => done(audio.duration);"
        " if (audio.readyState) tell(); else audio.addEventListener('loadedmetadata', tell) })"
    )
    at = player.evaluate(
        "audio => new Promise(done => { audio.pause(); audio.addEventListener('seeked', () => done(audio.currentTime));"
        " audio.currentTime = 50 })"
    )

    assert (abs(length - SECONDS) < 1, abs(at - 50) < 1) == (True, True), (length, at)
    assert {answer.status for answer in answers} == {206}
    assert len(answers) > 1
    assert all(int(answer.headers["content-length"]) <= 256 * 1024 for answer in answers)
    assert all(answer.headers["content-range"].endswith(f"/{len(SOUND)}") for answer in answers)
    assert player.evaluate("audio => audio.seekable.length && audio.seekable.end(0)") == pytest.approx(length)
