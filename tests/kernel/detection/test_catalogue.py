import importlib
import sys
from pathlib import Path

import pytest

from desvelo.kernel.detection import catalogue, detectors
from desvelo.kernel.detection.errors import DetectorsClash, LabelUnknown
from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.detection.scanning import scan

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


def test_the_shipped_labels_are_handled_as_the_contract_says():
    handling = {label.code: label.handling for label in catalogue.shipped().labels}

    assert handling == {
        "CARD_CVV": Handling.DISCARD,
        "CARD_EXPIRY": Handling.SEAL,
        "CARD_NUMBER": Handling.DISCARD,
        "CEP": Handling.SEAL,
        "CNPJ": Handling.SEAL,
        "CPF": Handling.SEAL,
        "EMAIL": Handling.SEAL,
        "LOCATION": Handling.SEAL,
        "OTHER": Handling.SEAL,
        "OTP_CODE": Handling.DISCARD,
        "PASSWORD": Handling.DISCARD,
        "PHONE": Handling.SEAL,
        "PIX_KEY": Handling.SEAL,
        "UNREADABLE": Handling.SEAL,
    }


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
