"""What the rules of lawfulness refuse to go on with."""

from http import HTTPStatus

from desvelo.kernel.errors import DesveloError


class BasisUnknown(DesveloError):
    """No legal basis has this code."""

    code = "lawfulness.basis_unknown"
    status = HTTPStatus.NOT_FOUND


class BasesClash(DesveloError):
    """Two legal bases claim one code."""

    code = "lawfulness.bases_clash"
    status = HTTPStatus.INTERNAL_SERVER_ERROR


class PurposeUnknown(DesveloError):
    """No purpose has this code."""

    code = "lawfulness.purpose_unknown"
    status = HTTPStatus.NOT_FOUND


class FormStepRefused(DesveloError):
    """A secure form cannot take this step from where it stands."""

    code = "lawfulness.form_step_refused"
    status = HTTPStatus.CONFLICT
