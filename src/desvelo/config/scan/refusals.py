"""The sentence for each thing that is refused: what is wrong, and what to do next."""

from desvelo.config.scan.wording import Words
from desvelo.kernel.errors import DesveloError


def sentence(said: Words, refused: DesveloError, file: str) -> str:
    """Return what to tell the person; a code without a sentence is told as it is."""
    template = {**_of_files(said), **_of_archives(said), **_of_texts(said)}.get(refused.code)
    return template % {"file": file, **refused.params} if template else str(refused)


def _of_files(said: Words) -> dict[str, str]:
    return {
        "scan.cannot_read": said.pgettext(
            "scan", "%(path)s cannot be read: %(reason)s. Check the name and your rights."
        ),
        "scan.cannot_write": said.pgettext(
            "scan", "%(path)s cannot be written: %(reason)s. Choose another place; nothing was left there."
        ),
        "scan.would_overwrite": said.pgettext(
            "scan", "%(path)s is already used by this command. Choose another name for what is written."
        ),
        "scan.needs_output": said.pgettext(
            "scan", "A PDF is not for the terminal. Say where it goes: --output FILE.pdf"
        ),
        "scan.one_file_only": said.pgettext("scan", "--redact copies one file at a time. Call it once for each file."),
        "scan.unknown_encoding": said.pgettext(
            "scan", "There is no encoding called %(encoding)s. Usual ones: utf-8, cp1252 (Windows), utf-16."
        ),
    }


def _of_archives(said: Words) -> dict[str, str]:
    return {
        "scan.broken_archive": said.pgettext(
            "scan", "%(file)s is not a whole zip: it is damaged or was cut short. Export or copy it again."
        ),
        "scan.locked_archive": said.pgettext(
            "scan",
            "The chat in %(file)s has a password or is packed in a way no phone uses. Unpack it and scan the .txt.",
        ),
        "scan.archive_too_large": said.pgettext(
            "scan",
            "%(file)s would unpack to far more than a conversation holds, as a zip made to do harm does. "
            "If you trust it, unpack it and scan the .txt.",
        ),
        "scan.no_chat_inside": said.pgettext(
            "scan", "%(file)s holds no chat. WhatsApp puts a .txt into it: export the conversation again."
        ),
        "scan.several_chats_inside": said.pgettext(
            "scan", "%(file)s holds %(count)s texts, and none is named as a chat. Unpack it and name the one to scan."
        ),
    }


def _of_texts(said: Words) -> dict[str, str]:
    return {
        "transcripts.wrong_encoding": said.pgettext(
            "scan",
            "%(file)s, near line %(line)s: this is not %(encoding)s. Files of Excel or old Windows programs are "
            "often cp1252: try --encoding cp1252.",
        ),
        "transcripts.not_text": said.pgettext(
            "scan",
            "%(file)s is not a text: it may be a picture, an audio or a spreadsheet. Export it as text or CSV. "
            "If it is UTF-16: --encoding utf-16-le.",
        ),
        "transcripts.line_too_long": said.pgettext(
            "scan",
            "%(file)s, line %(line)s: longer than %(limit)s characters. If it is neither table nor JSON: --as text.",
        ),
        "transcripts.not_a_record": said.pgettext(
            "scan",
            "%(file)s, line %(line)s: not one JSON object. JSONL has one object on every line. If it is something "
            "else: --as text.",
        ),
        "transcripts.not_a_table": said.pgettext(
            "scan",
            "%(file)s, line %(line)s: a quotation mark is not closed. Mend it, or read it as text: --as text.",
        ),
    }
