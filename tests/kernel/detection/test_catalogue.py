import dataclasses
import importlib
import sys
from pathlib import Path

import pytest

from benchmarks import quality
from desvelo.kernel.detection import catalogue, detectors
from desvelo.kernel.detection.errors import DetectorsClash, LabelUnknown
from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.detection.reading import Context, Reading
from desvelo.kernel.detection.scanning import scan

CORPUS = Path(__file__).parents[2] / "corpus/messages.jsonl"
PLATE = '''
"""A detector that nobody has heard of."""
import re
from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label

LABEL = Label(code="{label}", handling=Handling.{handling})

@catalogue.add("{code}", label=LABEL, gate=("placa",), words=("placa",))
def find(reading):
    for match in re.finditer(r"[a-z]{{3}}[0-9][a-z][0-9]{{2}}", reading.folded):
        yield Hit(*match.span(), Certainty.SHAPE, "form")
'''


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An empty package of detectors on the path, gone again afterwards."""
    name = "detectors_of_a_test"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text('"""None yet."""\n', encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    yield tmp_path / name
    for module in [module for module in sys.modules if module.split(".")[0] == name]:
        del sys.modules[module]


def drop(package: Path, file: str, *, code="br.plate", label="PLATE", handling="SEAL"):
    text = PLATE.format(code=code, label=label, handling=handling)
    (package / file).write_text(text, encoding="utf-8")
    importlib.invalidate_caches()


def test_a_new_file_is_a_new_detector_and_no_old_file_changes(package):
    assert scan("placa bra2e19", catalogue=catalogue.read(package.name)) == ()

    drop(package, "br_plate.py")

    found = scan("placa bra2e19", catalogue=catalogue.read(package.name))
    assert found == (Finding(6, 13, "PLATE", 1, "br.plate", "form"),)


def test_two_detectors_with_one_code_are_refused(package):
    drop(package, "one.py")
    drop(package, "two.py", label="OTHER")

    with pytest.raises(DetectorsClash):
        catalogue.read(package.name)


def test_one_label_declared_twice_is_refused(package):
    drop(package, "one.py")
    drop(package, "two.py", code="br.plate_2", handling="DISCARD")

    with pytest.raises(DetectorsClash):
        catalogue.read(package.name)


def test_a_label_nobody_declares_is_unknown():
    with pytest.raises(LabelUnknown):
        catalogue.shipped().label("SHOE_SIZE")


def test_what_lets_somebody_in_or_pay_is_never_kept_and_all_else_is_sealed():
    discarded = {label.code for label in catalogue.shipped().labels if label.handling is Handling.DISCARD}

    assert discarded == {"CARD_CVV", "CARD_NUMBER", "OTP_CODE", "PASSWORD", "SECRET"}


def test_names_alone_do_not_hold_a_reply_back():
    assert [label.code for label in catalogue.shipped().labels if not label.held] == ["PERSON_NAME"]


WORD_DETECTOR = PLATE.replace('gate=("placa",)', 'vocabulary=("placa",)')


def test_a_detector_of_words_is_asked_for_its_words_alone(package):
    (package / "br_plate.py").write_text(
        WORD_DETECTOR.format(label="PLATE", handling="SEAL", code="br.plate"), encoding="utf-8"
    )
    read = catalogue.read(package.name)

    assert len(scan("placa bra2e19", catalogue=read)) == 1
    assert scan("emplacado bra2e19", catalogue=read) == ()
    assert read.gates.opened("emplacado bra2e19", ["emplacado", "bra", "e"]) == 0


NUMBER_DETECTOR = PLATE.replace('gate=("placa",)', "gate=(catalogue.DIGITS,), least={least}")


def asked(read, text):
    """Return whether the one detector of *read* is asked about *text*."""
    return bool(calls_of(read, text))


def calls_of(read, text, context=None):
    calls = []
    counted = [
        dataclasses.replace(detector, find=lambda reading: calls.append(reading.text) or ())
        for detector in read.detectors
    ]
    scan(text, context or Context(), catalogue=catalogue.Catalogue(counted))
    return calls


def test_a_number_too_short_wakes_its_detector_only_where_its_label_is_named(package):
    detector = NUMBER_DETECTOR.replace("{least}", "8")
    (package / "br_plate.py").write_text(
        detector.format(label="PLATE", handling="SEAL", code="br.plate"), encoding="utf-8"
    )
    read = catalogue.read(package.name)

    assert not asked(read, "sao 4471 e 998 caixas")
    assert asked(read, "sao 4471-9980 caixas")
    assert asked(read, "placa 4471")
    assert calls_of(read, "4471", Context(question="Qual a placa?")) == ["4471"]


def test_a_detector_that_needs_its_word_sleeps_through_any_number(package):
    detector = NUMBER_DETECTOR.replace("{least}", "99")
    (package / "br_plate.py").write_text(
        detector.format(label="PLATE", handling="SEAL", code="br.plate"), encoding="utf-8"
    )
    read = catalogue.read(package.name)

    assert not asked(read, "529.982.247-25 " * 3)
    assert asked(read, "placa 4471")


def test_a_form_wakes_its_detector_where_no_word_does(package):
    detector = NUMBER_DETECTOR.replace("{least}", 're.compile(r"[a-z]{{3}}-?[0-9]")')
    (package / "br_plate.py").write_text(
        detector.format(label="PLATE", handling="SEAL", code="br.plate"), encoding="utf-8"
    )
    read = catalogue.read(package.name)

    assert not asked(read, "sao 4471 caixas")
    assert asked(read, "mandei abc-4471")
    assert asked(read, "placa 4471")


NUMBERS = ["4471", "12,50 e 3/4", "r$ 1.250,00 em 3x", "chega 23/11 as 14h30", "24.41.77", "apto 302 bl 4"]


@pytest.mark.parametrize(
    "detector", [each for each in catalogue.rules().detectors if each.least], ids=lambda each: each.code
)
def test_a_shipped_detector_that_is_passed_over_would_have_found_nothing(detector):
    gates, lexicon = catalogue.Catalogue([detector]).gates, catalogue.rules().lexicon
    written = [each["text"] for each in quality.read(CORPUS)]
    passed = [
        whole
        for whole in (Reading(text, lexicon=lexicon) for text in NUMBERS + written[::10])
        if not gates.opened(whole.folded, whole.words) and not gates.opened_by_digits(whole, 0)
    ]

    assert len(passed) > len(NUMBERS)
    assert [whole.text for whole in passed if detector(whole)] == []


def files():
    return sorted(path.stem for path in Path(detectors.__path__[0]).glob("*.py") if path.stem != "__init__")


def test_a_file_is_named_as_its_detector():
    assert files() == sorted(detector.code.replace(".", "_") for detector in catalogue.shipped().detectors)


def test_every_detector_has_a_test_file_of_its_name():
    tests = {path.stem for path in (Path(__file__).parent / "detectors").glob("test_*.py")}

    assert tests == {f"test_{name}" for name in files()}


@pytest.mark.parametrize("name", files())
def test_every_detector_says_what_it_is_its_source_one_yes_and_one_no(name):
    told = importlib.import_module(f"{catalogue.SHIPPED}.{name}").__doc__ or ""

    assert "Source:" in told
    assert told.count(">>> scan(") + told.count(" in scan(") >= 2
