"""Where a rule breaks, or takes too long, the whole text is covered."""

import dataclasses

import pytest

from desvelo.kernel.detection.catalogue import Catalogue, shipped
from desvelo.kernel.detection.errors import ScanTooLate
from desvelo.kernel.detection.scanning import scan, scan_or_cover, unreadable

TEXT = "meu cpf é 529.982.247-25 e a senha é Jacare#77"


def broken_in(code: str) -> Catalogue:
    def breaks(_reading):
        raise RecursionError

    return Catalogue(
        dataclasses.replace(detector, find=breaks, gate=("cpf",), least=0) if detector.code == code else detector
        for detector in shipped().detectors
    )


@pytest.mark.asvs("16.5.3")
@pytest.mark.parametrize("code", [detector.code for detector in shipped().detectors])
def test_one_broken_detector_covers_the_whole_text(code):
    broken = broken_in(code)
    asleep = scan_or_cover("bom dia", catalogue=broken)

    assert asleep == ()
    assert scan_or_cover(TEXT, catalogue=broken) == unreadable(TEXT)


@pytest.mark.asvs("15.2.2")
def test_a_scan_that_is_late_covers_the_whole_text():
    assert scan_or_cover(TEXT, is_late=lambda: True) == unreadable(TEXT)


def test_time_is_asked_for_before_every_detector():
    asked = []

    scan(TEXT, is_late=lambda: bool(asked.append(1)))

    assert len(asked) >= 4


def test_being_late_once_is_enough():
    answers = iter([False, True])

    with pytest.raises(ScanTooLate):
        scan(TEXT, is_late=lambda: next(answers))


def test_in_time_and_whole_nothing_changes():
    assert scan_or_cover(TEXT) == scan(TEXT)
    assert [finding.label for finding in scan(TEXT)] == ["CPF", "PASSWORD"]


def test_an_error_of_a_detector_rises_where_nobody_stores_the_answer():
    with pytest.raises(RecursionError):
        scan(TEXT, catalogue=broken_in("br.cpf"))
