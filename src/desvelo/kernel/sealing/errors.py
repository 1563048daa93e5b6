"""What can be wrong with sealed data or its keys.  No error carries content, a key, or where exactly it failed."""

from http import HTTPStatus

from desvelo.kernel.errors import DesveloError


class NotReadable(DesveloError):
    """Sealed data does not open here; whether key, place, version or bytes are wrong is not told (D3.4)."""

    code = "sealing.not_readable"
    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self) -> None:
        super().__init__()


class KeyUnusable(DesveloError):
    """A key has not the length its purpose asks for; nothing was sealed."""

    code = "sealing.key_unusable"
    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self) -> None:
        super().__init__()


class NotIndexable(DesveloError):
    """A value of this *kind* has no normal form, so it cannot be looked up; the value itself is not told."""

    code = "sealing.not_indexable"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, kind: str) -> None:
        super().__init__(kind=kind)


class SelfTestFailed(DesveloError):
    """A *primitive* does not give its known answer on this machine; nothing may be written with it (D4.7)."""

    code = "sealing.self_test_failed"
    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, *, primitive: str) -> None:
        super().__init__(primitive=primitive)

    def __str__(self) -> str:
        return (
            f"This machine does not compute {self.params['primitive']} as it should, so nothing was written with it. "
            "Check the installed packages against uv.lock; if they are right, do not trust this machine."
        )
