"""A second writing of contexts, for tests only: type letter, four bytes of length, the bytes."""

import struct


def write(parts):
    return b"".join(one(part) for part in parts)


def one(part):
    letter, content = {
        str: lambda: (b"s", part.encode("utf-8")),
        int: lambda: (b"i", str(part).encode("ascii")),
        bytes: lambda: (b"b", part),
    }[type(part)]()
    return struct.pack(f">cI{len(content)}s", letter, len(content), content)
