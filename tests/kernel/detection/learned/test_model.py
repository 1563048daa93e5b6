"""The model adds what the words speak for, never takes away, and says nothing about what a rule found."""

import random

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.catalogue import Catalogue
from desvelo.kernel.detection.explain import explain
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.learned import model, signs
from desvelo.kernel.detection.learned.model import Model, Thresholds
from desvelo.kernel.detection.learned.signs import NOTHING
from desvelo.kernel.detection.scanning import scan

LABELS = ("CARD_CVV", "PASSWORD")
NONE = dict.fromkeys(LABELS, 0)
NEVER_BEFORE = signs.before("", "")
SPEAKS = Model({"zorp": "PASSWORD=20"}, {"-zorp": "PASSWORD=60", "*": "O=30"}, Thresholds(NONE, NONE))


def found(of: Model, text: str, *ruled: Finding) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.label) for each in of.find(text, fold(text), NEVER_BEFORE, ruled)]


def test_what_the_words_speak_for_is_found_and_nothing_else():
    assert found(SPEAKS, "zorp: Lua22, obrigada") == [("Lua22", "PASSWORD")]
    assert found(SPEAKS, "blarg: Lua22, obrigada") == []


def test_a_token_that_a_rule_found_is_left_to_it():
    assert found(SPEAKS, "zorp Lua22", Finding(5, 10, "CARD_CVV", Certainty.SHAPE, "rule")) == []


def test_thresholds_hold_back():
    weights = {"zorp": "PASSWORD=20"}, {"-zorp": "PASSWORD=60", "*": "O=30"}
    stricter = Model(*weights, Thresholds(NONE, {**NONE, "PASSWORD": 51}))
    deafer = Model(*weights, Thresholds({**NONE, "PASSWORD": 20}, NONE))

    assert found(stricter, "zorp Lua22") == []
    assert found(deafer, "zorp Lua22") == []


def test_neighbours_of_one_label_are_one_finding():
    two = Model({"zorp": "PASSWORD=20"}, {"waaa00": "PASSWORD=60", "*": "O=30"}, Thresholds(NONE, NONE))

    assert found(two, "zorp lua22, sol33 e mar") == [("lua22, sol33", "PASSWORD")]


def test_lanes_are_the_sums_that_adding_label_by_label_gives():
    """The weights of a sign are lanes of one number; negative ones must not borrow from their neighbours."""
    chance = random.Random(7)
    labels = [f"L{number:02}" for number in range(35)]
    table = {
        f"w{sign}": {label: chance.randint(-3000, 3000) for label in chance.sample(labels, chance.randint(1, 35))}
        for sign in range(400)
    }
    lines = {sign: " ".join(f"{label}={weight}" for label, weight in row.items()) for sign, row in table.items()}
    low = dict.fromkeys(labels, -(10**6))
    packed = Model(lines, lines, Thresholds(low, low))
    for _ in range(50):
        met = chance.sample(sorted(table), chance.randint(1, 300))
        apart = {label: sum(table[sign].get(label, 0) for sign in met) for label in labels}

        assert packed.suspected({*met, "never met"}) == apart
        at_zero = Model(lines, lines, Thresholds(dict.fromkeys(labels, 0), low))
        assert at_zero.suspected(set(met)) == {label: total for label, total in apart.items() if total > 0}


def test_what_is_written_is_read_again():
    again = model.read(model.write({"1\x7f": "PASSWORD=1"}, {"s": "O=-4 CARD_CVV=7"}, Thresholds(NONE, NONE)))

    assert again.suspected({"1\x7f"}) == {"PASSWORD": 1}
    assert again.label_of({"s"}, {"CARD_CVV": 1}) == "CARD_CVV"
    assert again.label_of({"s"}, {"PASSWORD": -5}) == NOTHING


def test_offsets_are_those_of_the_text_that_came():
    for text in ("zorp 👩🏽‍🦽 Lua22", "ZORP: Lua22!", "e\u0301 zorp Lua22\u200b"):
        for finding in SPEAKS.find(text, fold(text), NEVER_BEFORE, ()):
            assert text[finding.start : finding.end].strip("\u200b") in {"Lua22", "👩🏽‍🦽"}


def test_a_lone_number_that_nobody_asked_for_is_left_to_the_rules():
    eager = Model({"*": "CARD_CVV=90"}, {"w000": "CARD_CVV=90", "*": "O=100"}, Thresholds(NONE, NONE))

    assert found(eager, "481") == found(eager, "é 481") == []
    assert found(eager, "verso 481") == [("481", "CARD_CVV")]
    assert list(eager.find("481", "481", signs.before("qual o cvv?", ""), ()))
    assert scan("481") == scan("é 481") == ()


def test_a_link_is_left_to_the_rules():
    assert found(SPEAKS, "zorp //fb.me/3cr4Wqqkv") == found(SPEAKS, "zorp https://fb.me/3cr4Wqqkv") == []
    assert found(SPEAKS, "zorp 3cr4Wqqkv") == [("3cr4Wqqkv", "PASSWORD")]


def test_only_the_beginning_of_a_very_long_text_is_looked_at():
    assert found(SPEAKS, "zorp lua22 " + "x " * 40_000) == [("lua22", "PASSWORD")]
    assert found(SPEAKS, "x " * 1001 + "zorp lua22") == []


def test_what_the_shipped_model_finds_stays_readable_without_it():
    text = "o que fica atrás é 7 2 6"

    assert [(text[each.start : each.end], each.label, each.detector) for each in scan(text)] == [
        ("7 2 6", "CARD_CVV", model.CODE)
    ]
    assert scan(text, catalogue=catalogue.rules()) == ()


def test_a_password_it_finds_is_covered_wherever_it_is_repeated():
    speaking = Catalogue(catalogue.shipped().detectors, SPEAKS)
    text = "zorp Lua22x e de novo: Lua22x"

    assert [text[each.start : each.end] for each in scan(text, catalogue=speaking)] == ["Lua22x", "Lua22x"]


def test_a_finding_of_the_model_is_explained_by_the_words_it_rests_on():
    speaking = Catalogue(catalogue.shipped().detectors, SPEAKS)
    (reason,) = [each for each in explain("zorp Lua22x", catalogue=speaking) if each.found]

    assert (reason.detector, reason.rule, reason.evidence) == (model.CODE, model.RULE, ("zorp",))
