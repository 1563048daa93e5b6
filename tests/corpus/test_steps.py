"""64 KiB of spite cost a fixed number of steps for each character, whatever they are made of.

Two counts: the calls that Python makes, which every loop of this package shows in, and the time of the thread for what
happens inside one call, as in a pattern that tries again from every character.  Counting takes ten times as long as
what is counted, so a sixteenth and a quarter of the text are compared; a time is compared with itself on an eighth of
the text, so the machine does not matter.

Measured 2026-11-26 with eleven labels: at most 179 calls a character ("1-1-1-"), 25 µs a character on a busy machine.
"""

import re
import sys
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desvelo.kernel.detection.catalogue import Catalogue, Detector, shipped
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.lexicon import Claim
from desvelo.kernel.detection.reading import Context
from desvelo.kernel.detection.scanning import scan

LENGTH = 64 * 1024
MOST_CALLS_A_CHARACTER = 600
MOST_GROWTH_OF_CALLS = 1.5  # of a character's, in four times the text: linear gives 1, quadratic 4
PART = 8
MOST_GROWTH = 22  # for eight times the text: linear gives 8, quadratic 64
SOON = 0.05
CONTEXT = Context(question="Qual a senha, o código e o CPF?", previous="meu cpf 529")
PIECES = [
    *"0123456789", *" \n\t@.,-/+:()$'", '"', "  ", "\u0301", "\u200b", "\u200d", "\u202e", "\ufe0f", "👩🏽", "ש", "٣",
    "a", "x", "é", "arroba", " ponto ", "senha ", "senha: ", "codigo ", "cpf ", "cnpj ", "cep ", "pix ", "tel ", "cvv ",
    "val ", "rua ", "http://", "www.", "r$ ", "um ", "dois ", "meia ", "sou ", "tenho ", "dona ", "ap ", "08/29 ",
    "529.982.247-25", "4111 1111 1111 1111 ", "11 98888-7777 ", "0d1f2a3b-4c5d-",
]  # fmt: skip


def made_long(unit: str, length: int = LENGTH) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def calls_made(text: str, catalogue: Catalogue | None = None) -> int:
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    scan("1", CONTEXT, catalogue=catalogue)  # reading the detectors once costs more than any text
    sys.setprofile(counted)
    try:
        scan(text, CONTEXT, catalogue=catalogue)
    finally:
        sys.setprofile(None)
    return count


def calls_a_character(unit: str, length: int, catalogue: Catalogue | None = None) -> float:
    return calls_made(made_long(unit, length), catalogue) / length


def seconds(text: str, catalogue: Catalogue | None = None, times: int = 2) -> float:
    """Return the shortest of so many times of this thread."""
    took = []
    for _ in range(times):
        begun = time.thread_time()
        scan(text, CONTEXT, catalogue=catalogue)
        took.append(time.thread_time() - begun)
    return min(took)


def grows_faster_than_the_text(unit: str, catalogue: Catalogue | None = None, length: int = LENGTH) -> bool:
    """Tell by one time of each, and where that one says yes, by the shorter of two."""
    whole, part = made_long(unit, length), made_long(unit, length // PART)
    return all(
        (took := seconds(whole, catalogue, times)) > SOON and took > MOST_GROWTH * seconds(part, catalogue, times)
        for times in (1, 2)
    )


@pytest.mark.asvs("15.2.2")
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
@example("1-")
@example("@")
@example("4 ")
def test_no_text_of_64_kib_costs_more_than_its_length(unit):
    short, long = (calls_a_character(unit, length) for length in (LENGTH // 16, LENGTH // 4))

    assert long <= MOST_CALLS_A_CHARACTER
    assert long < MOST_GROWTH_OF_CALLS * short
    assert not grows_faster_than_the_text(unit)


@pytest.mark.parametrize("piece", ["4", *PIECES[10:]])
def test_no_piece_in_a_row_costs_more_than_its_length(piece):
    """Each alone and with a space: twenty-nine seconds of "4 4 4 4" hid from a random choice among all mixtures."""
    assert not any(grows_faster_than_the_text(unit, length=LENGTH // 4) for unit in (piece, f"{piece} "))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_findings_of_any_mixture_are_ordered_disjoint_and_inside(text):
    end = 0
    for finding in scan(text, CONTEXT):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


def slow_one(find) -> Detector:
    return Detector("x.slow", Label(code="SLOW", handling=Handling.SEAL), ("1",), Claim("SLOW", (), ()), find)


def growth_of_calls(catalogue: Catalogue | None = None) -> float:
    """Return by how much more a character costs in four times the text."""
    short, long = (calls_a_character("1a", length, catalogue) for length in (LENGTH // 16, LENGTH // 4))
    return long / short


def test_the_count_of_calls_sees_a_loop_over_all_that_stands_before():
    def find(reading):
        for place in range(0, len(reading.folded), 8):
            for before in range(0, place, 8):
                reading.folded.startswith("x", before)
        return ()

    assert growth_of_calls() < 1.01
    assert growth_of_calls(Catalogue([*shipped().detectors, slow_one(find)])) > MOST_GROWTH_OF_CALLS


@pytest.mark.asvs("15.2.2")
def test_the_time_sees_a_pattern_that_tries_again_from_every_character():
    slow = re.compile(r"[0-9]+x")

    def find(reading):
        for match in slow.finditer(reading.folded[: len(reading.folded) // 3]):
            yield Hit(*match.span(), Certainty.SHAPE, "slow")

    assert grows_faster_than_the_text("1", Catalogue([slow_one(find)]))
