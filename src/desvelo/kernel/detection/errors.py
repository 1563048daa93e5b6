"""What detection refuses.  No parameter ever holds a piece of the text."""

from http import HTTPStatus

from desvelo.kernel.errors import DesveloError


class LabelUnknown(DesveloError):
    """A finding names a label that no detector declares."""

    code = "detection.label_unknown"
    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, *, label: str) -> None:
        super().__init__(label=label)


class DetectorsClash(DesveloError):
    """Two detectors use one code, or declare one label differently."""

    code = "detection.detectors_clash"
    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)


class FindingsMisplaced(DesveloError):
    """Findings are out of order, overlap, or reach outside the text."""

    code = "detection.findings_misplaced"
    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, *, start: int, end: int) -> None:
        super().__init__(start=start, end=end)


class ScanTooLate(DesveloError):
    """The time given for a scan is over; its caller covers the whole text."""

    code = "detection.scan_too_late"
    status = HTTPStatus.INTERNAL_SERVER_ERROR


class NotMaskedText(DesveloError):
    """The bytes are not an encoded masked text."""

    code = "detection.not_masked_text"
    status = HTTPStatus.INTERNAL_SERVER_ERROR
