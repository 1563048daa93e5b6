"""Lines that any receiver of RFC 5424 takes, whatever a leaf holds."""

import json
import re

import pytest

from desvelo.kernel.siem import syslog

RFC_5424 = re.compile(
    rb"<(\d{1,3})>1 (\S+) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) - (.*)", re.DOTALL
)


def event(**more):
    return {"metadata": {"event_code": "session:start"}, "severity_id": 1, "time": 1_795_694_400_250} | more


def test_a_line_has_every_field_of_the_standard_and_the_event_as_its_message():
    parts = RFC_5424.fullmatch(syslog.line(event(), host="desk.example")).groups()

    assert parts[:6] == (b"110", b"2026-11-26T12:00:00.250Z", b"desk.example", b"desvelo", b"-", b"session:start")
    assert json.loads(parts[6]) == event()


@pytest.mark.parametrize(("severity", "priority"), [(1, b"<110>"), (2, b"<109>"), (4, b"<105>")])
def test_the_priority_follows_the_severity(severity, priority):
    assert syslog.line(event(severity_id=severity), host="h").startswith(priority)


@pytest.mark.parametrize("code", ["", "a b\nc", "ação", "x" * 99, "\x00"])
def test_no_entry_can_break_out_of_its_line(code):
    line = syslog.line(event(metadata={"event_code": code}), host="desk example\n")

    assert RFC_5424.fullmatch(line)
    assert b"\n" not in line
    assert json.loads(RFC_5424.fullmatch(line)[7])["metadata"]["event_code"] == code


def test_the_length_stands_before_a_message_on_a_connection():
    assert syslog.counted(b"abc") == b"3 abc"
