"""The media endpoints: upload, describe, delete, and the address where the bytes are.

Source: Meta, "Media", v26.0, read November 2026.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Final

from desvelo.sandbox import faults, graph_errors, multipart
from desvelo.sandbox.fault_rules import Rule
from desvelo.sandbox.graph_call import Call, Route, Routes, ok
from desvelo.sandbox.http import Refusal, Request, Response
from desvelo.sandbox.shelf import File
from desvelo.sandbox.tokens import MESSAGING
from desvelo.sandbox.world import World

_MEGABYTE: Final = 1024 * 1024
# What may be uploaded, and how large; inbound files are not judged.
LIMITS: Final[dict[str, int]] = {
    **dict.fromkeys(("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), 16 * _MEGABYTE),
    **dict.fromkeys(("image/jpeg", "image/png"), 5 * _MEGABYTE),
    **dict.fromkeys(("video/mp4", "video/3gpp"), 16 * _MEGABYTE),
    **dict.fromkeys(("text/plain", "application/pdf", "application/msword"), 100 * _MEGABYTE),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": 100 * _MEGABYTE,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": 100 * _MEGABYTE,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": 100 * _MEGABYTE,
    "image/webp": 500 * 1024,
}
_DESCRIBING: Final = ("media_404", "media_slow", "media_wrong_type")


class GraphMedia:
    """Answers about files; whoever asks was authenticated before."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> Routes:
        """Return what is answered here."""
        return {("number", "POST", "media"): Route(handler=self._upload, scope=MESSAGING)}

    async def _upload(self, call: Call) -> dict[str, object]:
        return self.upload(call.request)

    def of_file(self, call: Call) -> Response:
        """Answer about one file by its id; raises GraphError."""
        request, verb = call.request, call.request.method
        rule = self._world.faults.take(_DESCRIBING, None) if verb == "GET" else None
        if rule is not None and rule.kind == "media_404":
            raise graph_errors.no_such_object(verb.lower(), call.object_id, status=HTTPStatus.NOT_FOUND)
        if verb == "GET" and not call.edge:
            described = _spoilt(self.describe(request, call.object_id), rule)
            return ok(described, call.version, delay_seconds=faults.delay(rule))
        if verb == "DELETE" and not call.edge:
            return ok(self.delete(request, call.object_id), call.version)
        raise graph_errors.no_such_object(verb.lower(), call.object_id)

    def upload(self, request: Request) -> dict[str, object]:
        """Keep a file of the business; raises GraphError."""
        try:
            form = multipart.read(request.headers.get("content-type", ""), request.body)
        except Refusal:
            form = {}
        for name in ("messaging_product", "file"):
            if name not in form:
                raise graph_errors.missing(name)
        file, mime_type = form["file"], _declared(form)
        if mime_type not in LIMITS:
            listed = ", ".join(sorted(LIMITS))
            raise graph_errors.parameter(f"Param file must be a file with one of the following types: {listed}.")
        if not 0 < len(file.content) <= LIMITS[mime_type]:
            raise graph_errors.parameter("File size is not valid.", code=131053, title="Media upload error")
        stated = form["messaging_product"].content
        if stated != b"whatsapp":
            raise graph_errors.missing("messaging_product")
        kept = self._world.shelf.put(
            side="out", mime_type=mime_type, content=file.content, filename=file.filename, now=self._now()
        )
        return {"id": kept.id}

    def describe(self, request: Request, file_id: str) -> dict[str, object]:
        """Say what a file is and where its bytes are for five minutes; raises GraphError."""
        file = self._living(request, file_id)
        origin = f"http://{request.headers.get('host', '')}"
        return {
            "url": self._world.shelf.address(file, origin=origin, now=self._now()),
            "mime_type": file.mime_type,
            "sha256": file.digest.hex(),
            "file_size": len(file.content),
            "id": file.id,
            "messaging_product": "whatsapp",
        }

    def delete(self, request: Request, file_id: str) -> dict[str, object]:
        """Forget a file; raises GraphError."""
        self._living(request, file_id)
        return {"success": self._world.shelf.remove(file_id)}

    def bytes_at(self, request: Request) -> Response:
        """Return the bytes at an address, or 404 when the address or the file is gone."""
        asked = request.query
        rule = self._world.faults.take(("media_slow", "media_url_expired", "media_corrupt"), None)
        address = {"file_id": asked.get("mid", ""), "ends": asked.get("ext", ""), "mark": asked.get("hash", "")}
        file = self._world.shelf.at(**address, now=self._now())
        if file is None or (rule is not None and rule.kind == "media_url_expired"):
            return Response(status=404, headers={"content-type": "text/plain"})
        headers = {"content-type": file.mime_type, "content-disposition": "attachment"}
        if rule is not None and rule.kind == "media_corrupt":
            file = replace(file, content=file.content[:-1] + bytes([file.content[-1] ^ 1]))
        return Response(headers=headers, body=file.content, delay_seconds=faults.delay(rule))

    def _living(self, request: Request, file_id: str) -> File:
        """Return a file that belongs to the number asked for, which is ours when none is named."""
        number = self._world.config.phone_number_id
        file = self._world.shelf.find(file_id, now=self._now())
        if file is None or request.query.get("phone_number_id", number) != number:
            raise graph_errors.no_such_object(request.method.lower(), file_id)
        return file

    def _now(self) -> float:
        return self._world.clock.now()


def _spoilt(described: dict[str, object], rule: Rule | None) -> dict[str, object]:
    """Return the description with a type that the file does not have, when that was asked for."""
    wrong = rule is not None and rule.kind == "media_wrong_type"
    return {**described, "mime_type": "application/octet-stream"} if wrong else described


def _declared(form: dict[str, multipart.Part]) -> str:
    """Return the type of the file: as its part says, else as the form says."""
    said = form["type"].content.decode(errors="replace") if "type" in form else ""
    return (form["file"].mime_type or said).split(";")[0].strip()
