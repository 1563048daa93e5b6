"""More is taken out of a text that is masked already, and what was taken out is in nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection import covering
from desvelo.kernel.detection.covering import CHIP, by_hand, cover, on_screen, plain, selected
from desvelo.kernel.detection.errors import FindingsMisplaced, LabelUnknown
from desvelo.kernel.detection.finding import Certainty
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.detection.masked import Chip, MaskedText

HIDDEN = Chip("d0", "CEP", "", False)
BODY = MaskedText(("rua das Acácias 12, ", HIDDEN, " fundos, senha ipê77"))


def numbered():
    ids = iter(range(1, 1000))
    return lambda: f"d{next(ids)}"


def drawn(body: MaskedText) -> str:
    return "".join(part if isinstance(part, str) else f"[{part.datum}:{part.label}]" for part in body.parts)


def hide(words: str, label: str, body: MaskedText = BODY, heading: int = 0) -> covering.Covered:
    start = plain(body).index(words)
    return cover(body, [by_hand(start, start + len(words), label)], numbered(), heading=heading)


def test_a_stretch_becomes_a_chip_and_a_datum_found_by_a_person():
    covered = hide("rua das Acácias 12", "OTHER")

    assert drawn(covered.body) == "[d1:OTHER], [d0:CEP] fundos, senha ipê77"
    assert [(each.value, each.certainty, each.rule) for each in covered.data] == [
        ("rua das Acácias 12", Certainty.CHECKED, "person/by_hand")
    ]


def test_what_the_class_discards_comes_back_without_its_value():
    covered = hide("ipê77", "PASSWORD")

    assert [(each.handling, each.value) for each in covered.data] == [(Handling.DISCARD, None)]
    assert "ipê77" not in repr(covered) + covered.body.encode().decode()


def test_a_stretch_across_a_chip_leaves_the_chip_and_becomes_two_data():
    covered = hide(f"Acácias 12, {CHIP} fundos", "OTHER")

    assert drawn(covered.body) == "rua das [d1:OTHER] [d0:CEP] [d2:OTHER], senha ipê77"
    assert [each.value for each in covered.data] == ["Acácias 12,", "fundos"]


def test_spaces_and_chips_alone_become_nothing():
    covered = hide(f" {CHIP} ", "OTHER")

    assert (covered.body, covered.data) == (BODY, ())


@pytest.mark.parametrize(("heading", "expected"), [(0, 0), (1, 2), (2, 3), (3, 4)])
def test_the_heading_grows_by_what_is_covered_in_it(heading, expected):
    assert hide("das Acácias 12, ", "OTHER", heading=heading).heading == expected + (heading > 0)


def test_a_class_nobody_declares_is_refused():
    with pytest.raises(LabelUnknown):
        hide("fundos", "NO_SUCH")


@pytest.mark.parametrize("spans", [[(5, 5)], [(3, 2)], [(-1, 4)], [(0, 10_000)], [(0, 5), (4, 8)], [(4, 8), (0, 3)]])
def test_places_that_are_none_are_refused(spans):
    with pytest.raises(FindingsMisplaced):
        cover(BODY, [by_hand(*span, "OTHER") for span in spans], numbered())


parts = st.lists(st.text(max_size=12) | st.just(HIDDEN), max_size=8).map(tuple).map(MaskedText)


@given(body=parts, data=st.data())
def test_with_its_data_back_it_is_what_it_was_and_chips_stay(body, data):
    length = len(plain(body))
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    findings = [by_hand(start, end, "OTHER")] if start < end else []
    heading = data.draw(st.integers(0, len(body.parts)))

    covered = cover(body, findings, numbered(), heading=heading)

    values = {each.id: each.value for each in covered.data}

    def back(parts):
        return "".join(part if isinstance(part, str) else values.get(part.datum, CHIP) for part in parts)

    assert back(covered.body.parts) == plain(body)
    assert back(covered.body.parts[: covered.heading]) == plain(MaskedText(body.parts[:heading]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("um\r\ndois", "um\ndois"),
        ("um\rdois", "um\ndois"),
        ("a\0b", "ab"),
        ("👩‍👩‍👧 é\u0301", "👩‍👩‍👧 é\u0301"),
        ("", ""),
    ],
)
def test_a_page_holds_a_text_with_its_line_breaks_joined(text, shown):
    assert on_screen(text).text == shown


@given(st.text(alphabet="ab\r\n\0 é👍", max_size=20), st.data())
def test_a_place_on_the_screen_leads_to_the_same_words(text, data):
    page = on_screen(text)
    if not page.text:
        return
    start = data.draw(st.integers(0, len(page.text) - 1))
    end = data.draw(st.integers(start + 1, len(page.text)))

    first, last = page.span(start, end)

    assert on_screen(text[first:last]).text == page.text[start:end]


def test_a_selection_counts_from_the_heading_or_from_the_words_below_it():
    body = MaskedText(("foto da Bia.jpg", "olha a Bia"))
    of_heading = selected(body, heading=1, in_heading=True, start=8, end=11)
    of_words = selected(body, heading=1, in_heading=False, start=7, end=10)

    assert [plain(body)[slice(*each)] for each in (of_heading, of_words)] == ["Bia", "Bia"]
    assert of_words == (22, 25)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (4, 99), (-3, 2), (9, 4)])
def test_a_selection_outside_is_refused(start, end):
    with pytest.raises(FindingsMisplaced):
        selected(BODY, heading=0, in_heading=False, start=start, end=end)
