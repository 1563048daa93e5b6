"""The one base of every error this product raises on purpose.

An error carries a code and parameters, never a sentence: the sentence is made where it is read, in the reader's
language.  Parameters never hold content, a secret, or whether something outside the reader's scope exists.
"""

from http import HTTPStatus
from typing import ClassVar


class DesveloError(Exception):
    """Something was refused or found broken, and *code* says which."""

    code: ClassVar[str] = "desvelo.error"
    status: ClassVar[int] = HTTPStatus.BAD_REQUEST

    def __init__(self, **params: object) -> None:
        super().__init__(self.code)
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code
