"""What a running process holds: its environment, its open files, its memory.

Whoever started a process may look (ptrace(2), Yama's descendants), so no test needs to be root for it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import traces

Needles = Mapping[str, bytes]


def environment(pid: int) -> bytes:
    """Return the environment a process was started with."""
    return Path(f"/proc/{pid}/environ").read_bytes()


def open_files(pid: int) -> list[str]:
    """Return where each open descriptor leads."""
    found = []
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.append(str(descriptor.readlink()))
        except FileNotFoundError:  # closed meanwhile
            continue
    return found


def held(pid: int, needles: Needles) -> set[tuple[str, str]]:
    """Return (name, form) of each of *needles* that stands in the memory of a process in some form."""
    forms = [(name, form, each) for name, needle in needles.items() for form, each in traces.forms_of_bytes(needle)]
    found: set[tuple[str, str]] = set()
    for content in pieces(pid):
        found |= {(name, form) for name, form, each in forms if (name, form) not in found and each in content}
    return found


def pieces(pid: int) -> Iterator[bytes]:
    """Yield every stretch of memory the process may have written to; what is only a file on disk is left out."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _written_to(pid):
            memory.seek(start)
            try:
                yield traces.dense(memory.read(end - start))
            except OSError:  # a mapping that went away, or one of the kernel's own
                continue


def _written_to(pid: int) -> Iterator[tuple[int, int]]:
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
        place, rights, _offset, _device, inode, *_name = line.split(maxsplit=5)
        if rights.startswith("r") and ("w" in rights or inode == "0"):
            start, _, end = place.partition("-")
            yield int(start, 16), int(end, 16)
