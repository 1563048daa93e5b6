"""Canaries planted in everything a log call can carry, and none of them in the line."""

import errno
import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desvelo.base import logs
from desvelo.kernel.errors import DesveloError

CANARY = "canário 529.982.247-25"
ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


class WindowClosed(DesveloError):
    code = "channel.window_closed"


@pytest.fixture
def sink(tmp_path):
    """A file the handler writes to, read back line by line."""
    path = tmp_path / "log"
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    yield path, descriptor
    os.close(descriptor)


@pytest.fixture
def log(sink):
    """A logger of ours that ends in the real handler and formatter, beside the ones of the test run."""
    path, descriptor = sink
    handler = logs.LineHandler(descriptor=descriptor)
    handler.setFormatter(logs.ContentFree(process="worker"))
    logger = logging.getLogger("desvelo.tests")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.lines = lambda: [json.loads(line) for line in path.read_text().splitlines()]
    logger.text = path.read_text
    yield logger
    logger.removeHandler(handler)
    del logger.lines, logger.text


def raised(error: BaseException) -> BaseException:
    try:
        raise error  # noqa: TRY301  # only an error that was raised has a traceback
    except BaseException as caught:  # noqa: BLE001  # any error at all is the point
        return caught


@pytest.mark.asvs("16.2.1", "16.2.4")
def test_a_line_says_when_what_and_the_listed_fields(log):
    log.info("channel.sent", extra={"message_id": ID, "took_ms": 12, "attempt": 2, "outcome": "sent", "size_bytes": 9})

    (line,) = log.lines()
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "process": "worker",
        "pid": os.getpid(),
        "event": "channel.sent",
        "message_id": str(ID),
        "took_ms": 12,
        "attempt": 2,
        "outcome": "sent",
        "size_bytes": 9,
    }


@pytest.mark.asvs("16.2.2")
def test_the_time_of_a_line_is_utc():
    record = logging.makeLogRecord({"created": 1_700_000_000.25, "msg": "x.y", "name": "desvelo.x"})

    assert json.loads(logs.ContentFree(process="web").format(record))["at"] == "2023-11-14T22:13:20.250Z"


@pytest.mark.asvs("16.2.2")
def test_an_instant_is_written_in_utc_whatever_zone_it_came_in(log):
    log.info("a.b", extra={"due_at": datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=-3)))})

    assert log.lines()[0]["due_at"] == "2026-01-01T12:00:00.000Z"


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize(
    "extra",
    [
        {"text": CANARY},
        {"body_id": CANARY},
        {"phone_id": "5511987654321"},
        {"phone_id": 5511987654321},
        {"phone_id": "+5511987654321"},
        {"card_id": "5555555555554444"},
        {"card_hash": "5555555555554444"},
        {"card_count": 5555555555554444},
        {"took_ms": 5511987654321},
        {"sent_id": "wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdEQTU="},
        {"reason": "dúvida do cliente"},
        {"outcome": "Maria Souza"},
        {"outcome": "maria@exemplo.com"},
        {"route": "/conversas?cpf=52998224725"},
        {"route": "/portal/Zm9v"},
        {"query": "cpf=1"},
        {"url": "https://example.org/?token=1"},
        {"due_at": "ontem"},
        {"due_at": datetime(2026, 1, 1)},  # noqa: DTZ001  # without a zone on purpose
        {"lag_seconds": float("nan")},
        {"lag_seconds": "12"},
        {"kind": ["text"]},
        {"kind": {"a": 1}},
        {"kind": "a" * 81},
        {"took_ms": b"1"},
        {CANARY: 1},
    ],
)
def test_a_field_that_is_not_listed_or_has_not_its_shape_is_counted_and_gone(log, extra):
    log.info("a.b", extra=extra)

    (line,) = log.lines()
    assert line["dropped_count"] == 1
    assert set(line) == {"at", "level", "process", "pid", "event", "dropped_count"}


@settings(deadline=None)  # a busy machine is not a failure
@given(st.text())
def test_no_sentence_passes_for_a_code_or_an_id(text):
    record = logging.makeLogRecord(
        {"msg": "a.b", "name": "desvelo.x", "outcome": f"{text} {text}", "contact_id": f" {text}"}
    )

    assert json.loads(logs.ContentFree(process="web").format(record))["dropped_count"] == 2


def test_a_message_that_is_not_a_code_leaves_only_its_place(log):
    log.warning("failed for %s", CANARY)
    log.warning(f"failed for {CANARY}")  # noqa: G004  # the mistake this guards against

    for line in log.lines():
        assert line["event"] == "log.text"
        assert line["logger"] == "desvelo.tests"
        assert line["line"].startswith("test_logs:")
    assert "529.982" not in log.text()


@pytest.mark.asvs("16.2.4")
def test_a_library_never_speaks_in_our_codes(sink):
    record = logging.makeLogRecord({"msg": "joao.silva", "name": "somelibrary", "module": "m", "lineno": 3})

    assert json.loads(logs.ContentFree(process="web").format(record))["event"] == "log.text"


def test_an_argument_whose_text_raises_is_never_asked():
    class Trap:
        def __str__(self) -> str:
            raise AssertionError

        __repr__ = __str__

    record = logging.makeLogRecord({"msg": "a.b", "args": (Trap(),), "name": "desvelo.x", "trap_id": Trap()})

    assert json.loads(logs.ContentFree(process="web").format(record))["event"] == "a.b"


@pytest.mark.asvs("16.2.5")
def test_an_exception_leaves_its_type_and_lines_but_no_word(log):
    try:
        try:
            int(CANARY)
        except ValueError as error:
            raise RuntimeError(CANARY) from error
    except RuntimeError:
        log.exception("a.b")

    outer, inner = log.lines()[0]["errors"]
    assert (outer["type"], inner["type"]) == ("builtins.RuntimeError", "builtins.ValueError")
    assert outer["frames"][-1].split(":")[1] == "test_an_exception_leaves_its_type_and_lines_but_no_word"
    assert "529.982" not in log.text()


def test_the_same_exception_through_an_ordinary_formatter_shows_the_word():
    """The guard removed."""
    error = raised(RuntimeError(CANARY))
    record = logging.makeLogRecord({"msg": "a.b", "exc_info": (type(error), error, error.__traceback__)})

    assert CANARY in logging.Formatter().format(record)


def test_an_error_of_ours_leaves_its_code_but_not_its_parameters(log):
    log.error("a.b", exc_info=raised(WindowClosed(note=CANARY)))

    told = log.lines()[0]["errors"][0]
    assert told["code"] == "channel.window_closed"
    assert "529.982" not in log.text()


@pytest.mark.asvs("16.2.5")
def test_a_database_error_leaves_its_state_and_no_detail(log):
    error = psycopg.errors.UniqueViolation(f'duplicate key value\nDETAIL:  Key (cpf)=({CANARY}) already exists."')

    log.error("a.b", exc_info=raised(error))

    told = log.lines()[0]["errors"][0]
    assert (told["type"], told["sqlstate"]) == ("psycopg.errors.UniqueViolation", "23505")
    assert "DETAIL" not in log.text()
    assert "529.982" not in log.text()


def test_notes_groups_and_circles_of_exceptions_say_nothing_and_end(log):
    first, second = ValueError(CANARY), KeyError(CANARY)
    first.add_note(CANARY)
    first.__cause__, second.__cause__ = second, first

    log.error("a.b", exc_info=raised(ExceptionGroup(CANARY, [first, OSError(CANARY)])))

    kinds = [told["type"] for told in log.lines()[0]["errors"]]
    assert kinds == ["builtins.ExceptionGroup", "builtins.ValueError", "builtins.OSError", "builtins.KeyError"]
    assert "529.982" not in log.text()


def test_a_deep_recursion_leaves_a_bounded_line(log):
    def fall(depth: int) -> None:
        fall(depth + 1)

    with pytest.raises(RecursionError) as fallen:
        fall(0)
    log.error("a.b", exc_info=fallen.value)

    assert len(log.lines()[0]["errors"][0]["frames"]) == 40


def test_a_stack_asked_for_is_left_out(log):
    log.info("a.b", stack_info=True)

    assert "Stack" not in log.text()


@pytest.mark.asvs("16.4.1")
@pytest.mark.parametrize("forged", ['x"}\n{"level":"critical', "x\r\ny", "x\u2028y", "\x1b[2Jx", "x\0y"])
def test_a_line_break_or_control_sign_cannot_forge_a_line(log, forged):
    log.info("a.b", extra={"kind": forged})
    log.info(forged)

    assert [line["event"] for line in log.lines()] == ["a.b", "log.text"]
    assert log.text().count("\n") == 2
    assert "\x1b" not in log.text()


def test_a_line_that_cannot_be_written_does_not_stop_the_caller_and_is_counted():
    full = os.open("/dev/full", os.O_WRONLY)
    handler = logs.LineHandler(descriptor=full)
    handler.setFormatter(logs.ContentFree(process="edge"))
    record = logging.makeLogRecord({"msg": "a.b", "name": "desvelo.x"})

    handler.handle(record)
    handler.handle(record)

    assert (handler.written_count, handler.failed_count, handler.is_failing) == (0, 2, True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), full)
    handler.handle(record)
    assert (handler.written_count, handler.failed_count, handler.is_failing) == (1, 2, False)


def test_an_ordinary_handler_prints_the_message_it_could_not_write(capsys):
    """The guard removed: logging's own handleError shows the arguments on stderr."""
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device, not a path of ours
        logging.StreamHandler(full).handle(logging.makeLogRecord({"msg": "%s", "args": (CANARY,)}))
        with pytest.raises(OSError) as failed:  # noqa: PT011  # its number is checked below
            full.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())

    assert failed.value.errno == errno.ENOSPC
    assert CANARY in capsys.readouterr().err


PROGRAM = """
import logging, threading, warnings
from desvelo.base import logs
logs.configure(process="worker")
warnings.warn({canary!r})
logging.getLogger("django.request").warning("Not Found: %s", "/x?cpf=" + {canary!r})
thread = threading.Thread(target=lambda: int({canary!r}))
thread.start()
thread.join()
class Falling:
    def __del__(self):
        raise RuntimeError({canary!r})
Falling()
logging.getLogger("httpx").info("HTTP Request: GET %s", {canary!r})
print(logging.getLogger("desvelo.x").getEffectiveLevel())
raise SystemError({canary!r})
"""


@pytest.mark.asvs("16.3.4")
def test_a_whole_process_lets_no_word_out_not_even_when_it_dies():
    ended = subprocess.run(
        [sys.executable, "-W", "always", "-c", PROGRAM.format(canary=CANARY)],
        capture_output=True,
        text=True,
        check=False,
    )

    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert ended.returncode == 1
    assert ended.stdout == "20\n"
    assert [line["event"] for line in lines] == ["log.text", "log.text", *["process.uncaught"] * 3]
    assert [line["errors"][0]["type"] for line in lines[2:]] == [
        "builtins.ValueError",
        "builtins.RuntimeError",
        "builtins.SystemError",
    ]
    assert "529.982" not in ended.stderr


def test_a_process_without_it_dies_with_the_word_on_its_lips():
    ended = subprocess.run(
        [sys.executable, "-c", f"raise SystemError({CANARY!r})"], capture_output=True, text=True, check=False
    )

    assert CANARY in ended.stderr


def test_utc_is_the_zone_of_every_written_instant():
    assert logs.utc(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000Z"
