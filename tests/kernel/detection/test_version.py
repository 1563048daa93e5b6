"""A version of detection is its source: a changed rule is another version, the same files are the same one."""

from pathlib import Path

from desvelo.kernel.detection import version


def grown(folder: Path, **files: str) -> str:
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".py").write_text(content)
    return version.fingerprint(folder)


def test_it_changes_with_a_rule_and_with_nothing_else(tmp_path):
    first = grown(tmp_path / "a", scan="x = 1\n", detectors__cpf="y = 2\n")
    same = grown(tmp_path / "b", scan="x = 1\n", detectors__cpf="y = 2\n")
    (tmp_path / "b" / "__pycache__").mkdir()
    (tmp_path / "b" / "__pycache__" / "scan.pyc").write_bytes(b"\0")

    assert first == same == version.fingerprint(tmp_path / "b")
    assert grown(tmp_path / "b", detectors__cpf="y = 3\n") != first


def test_a_new_detector_is_a_new_version(tmp_path):
    first = grown(tmp_path, scan="x = 1\n")

    assert grown(tmp_path, detectors__plate="z = 1\n") != first


def test_moving_bytes_from_one_file_to_the_next_is_another_version(tmp_path):
    assert grown(tmp_path / "a", p="ab", q="c") != grown(tmp_path / "b", p="a", q="bc")


def test_the_present_one_is_sixteen_digits_and_steady():
    assert len(version.current()) == 16
    assert int(version.current(), 16) >= 0
    assert version.current() == version.current()
