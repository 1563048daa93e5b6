"""What can be wrong with the log or with a claim about it.  No error carries a leaf, a salt or a key."""

from http import HTTPStatus

from desvelo.kernel.errors import DesveloError


class ProofInvalid(DesveloError):
    """The hashes given do not lead to the root claimed."""

    code = "ledger.proof_invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self) -> None:
        super().__init__()


class NothingProven(DesveloError):
    """Every tree grows from the empty one, so consistency with size 0 says nothing (D7.8)."""

    code = "ledger.nothing_proven"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self) -> None:
        super().__init__()


class OutsideTheTree(DesveloError):
    """A proof was asked for a leaf or a size that the tree of *size* leaves does not have."""

    code = "ledger.outside_the_tree"
    status = HTTPStatus.NOT_FOUND

    def __init__(self, *, size: int) -> None:
        super().__init__(size=size)


class NotCanonical(DesveloError):
    """A value has no single canonical form; *reason* is ``type``, ``key``, ``number`` or ``text``."""

    code = "ledger.not_canonical"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


class NoteInvalid(DesveloError):
    """A signed note is not one we accept; *reason* is ``form``, ``name``, ``signature`` or ``checkpoint``."""

    code = "ledger.note_invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
