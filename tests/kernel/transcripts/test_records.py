import json

import pytest

from desvelo.kernel.transcripts import records
from desvelo.kernel.transcripts.errors import NotARecord
from desvelo.kernel.transcripts.lines import lines


def read(*records_: object):
    return list(records.messages(lines(["\n".join(map(json.dumps, records_)).encode()], "utf-8")))


def test_the_message_comes_first_and_what_stands_beside_it_is_looked_into():
    [entry] = read({"id": 7, "phone": "11 90000-4417", "text": "oi", "extra": {"cpfs": [52998224725, True, None, 1.5]}})

    assert entry.given_id == "7"
    assert [tuple(part) for part in entry.parts] == [
        ("", "oi"),
        ("phone", "11 90000-4417"),
        ("extra.cpfs.0", "52998224725"),
    ]


def test_a_copy_puts_every_text_in_its_place_and_leaves_the_rest():
    [entry] = read({"id": "a", "turn": 3, "name": "Ana", "n": 12, "text": "oi", "deep": [{"x": "y"}]})

    copy = json.loads(entry.copy(["olá", "12", "[X]"], "Pessoa 1"))

    assert copy == {"id": "a", "turn": 3, "name": "Pessoa 1", "n": 12, "text": "olá", "deep": [{"x": "[X]"}]}


def test_who_and_which_way():
    [entry] = read({"dir": "OUT", "conv": 9, "from": "Clínica", "text": "x"})

    assert (entry.outgoing, entry.conversation, entry.sender) == (True, "9", "Clínica")


@pytest.mark.parametrize("line", ["{", "[1]", '"texto"', "12", "{} {}", "[" * 100_000, '{"a": ' + "9" * 5_000 + "}"])
def test_what_is_no_object_is_refused_with_its_line(line):
    with pytest.raises(NotARecord) as refused:
        list(records.messages(lines([f'{{"text": "oi"}}\n\n{line}\n'.encode()], "utf-8")))

    assert refused.value.params == {"line": 3}


def test_an_empty_line_stays_in_the_copy():
    entries = list(records.messages(lines([b'{"text": "oi"}\n\n'], "utf-8")))

    assert [entry.copy(["oi"] * len(entry.parts), "") for entry in entries] == ['{"text": "oi"}\n', "\n"]
