"""Mounts that only one command sees."""

from pathlib import Path


def apart() -> list[str]:
    """Return the command prefix that keeps its mounts from everybody else; in a chroot ``/`` is no mount point."""
    mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8")
    has_root = any(line.split()[4] == "/" for line in mounts.splitlines())
    return ["unshare", "--mount", f"--propagation={'private' if has_root else 'unchanged'}"]
