"""Why something was not started.  Each error says in one plain sentence what to do about it.

Who reads these stands at a terminal before there is a language to choose, so the sentence is English and travels with
the error; its parameters are names, paths, ports and exit codes, never content.
"""

from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

from desvelo.kernel.errors import DesveloError


class StartRefused(DesveloError):
    """A start ended here; ``str()`` says what to do."""

    code: ClassVar[str] = "start.refused"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR
    sentence: ClassVar[str] = "Desvelo could not start."

    def __str__(self) -> str:
        return self.sentence.format(**self.params)


class StartedFromThread(StartRefused):
    """A child dies with the *thread* that started it, so only the main thread may start one."""

    code = "processes.started_from_thread"
    sentence = "{program} must be started from the main thread: it would end together with this one."

    def __init__(self, *, program: str) -> None:
        super().__init__(program=program)


class ChildEnded(StartRefused):
    """A child ended before it was ready."""

    code = "processes.child_ended"
    sentence = "The process “{name}” ended with code {exit_code} before it was ready. Its log: {log}"

    def __init__(self, *, name: str, exit_code: int, log: Path | None) -> None:
        super().__init__(name=name, exit_code=exit_code, log=log or "this terminal")


class ChildNotReady(StartRefused):
    """A child runs, but did not become ready in time."""

    code = "processes.child_not_ready"
    sentence = "The process “{name}” was not ready after {seconds:g} seconds. Its log: {log}"

    def __init__(self, *, name: str, seconds: float, log: Path | None) -> None:
        super().__init__(name=name, seconds=seconds, log=log or "this terminal")


class PortInUse(StartRefused):
    """Somebody listens there already; granian would share the port with them without a word."""

    code = "port.in_use"
    sentence = (
        "Port {port} on {host} is already in use, perhaps by a Desvelo that still runs. "
        "Stop that program, or choose another port with --port."
    )

    def __init__(self, *, host: str, port: int) -> None:
        super().__init__(host=host, port=port)


class PortForbidden(StartRefused):
    """The system lets only root listen there."""

    code = "port.forbidden"
    sentence = "This user may not listen on port {port} of {host}. Choose a port above 1023 with --port."

    def __init__(self, *, host: str, port: int) -> None:
        super().__init__(host=host, port=port)


class HostUnknown(StartRefused):
    """The name or address to listen on is not one of this machine."""

    code = "port.host_unknown"
    sentence = "{host} is not an address of this machine. Use localhost, or 0.0.0.0 for every address."

    def __init__(self, *, host: str) -> None:
        super().__init__(host=host)
