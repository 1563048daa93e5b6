"""Passwords are random, on disk whole or not at all, and for their owner alone."""

from pathlib import Path

from desvelo.base.postgres import passwords


def test_a_password_is_made_once_and_read_ever_after(tmp_path: Path) -> None:
    first = passwords.read_or_make(tmp_path / "keys", "desvelo_app")

    assert passwords.read_or_make(tmp_path / "keys", "desvelo_app") == first
    assert passwords.read(tmp_path / "keys", "desvelo_app") == first
    assert len(first) == 43  # 32 random bytes


def test_two_roles_never_share_a_password(tmp_path: Path) -> None:
    assert passwords.read_or_make(tmp_path, "one") != passwords.read_or_make(tmp_path, "two")


def test_file_and_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    passwords.read_or_make(tmp_path / "keys", "desvelo_app")

    made = [tmp_path / "keys", tmp_path / "keys" / "db", tmp_path / "keys" / "db" / "desvelo_app"]
    assert [f"{path.stat().st_mode & 0o777:o}" for path in made] == ["700", "700", "600"]


def test_half_a_password_of_a_crash_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / ".desvelo_app.new").write_text("hal")

    assert len(passwords.read_or_make(tmp_path, "desvelo_app")) == 43
    assert sorted(path.name for path in (tmp_path / "db").iterdir()) == ["desvelo_app"]
