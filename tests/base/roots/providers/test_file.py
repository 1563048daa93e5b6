"""The root in a file: made once, for this user alone."""

import stat

import pytest

import root_contract
from desvelo.base.roots import root as roots
from desvelo.base.roots.root import RootUnavailable


def test_it_keeps_the_word_of_a_root(tmp_path):
    root_contract.holds(str(tmp_path / "a.key"), str(tmp_path / "b.key"), tmp_path)


def test_without_a_place_it_lies_among_the_keys(tmp_path):
    assert roots.of("", tmp_path).describe() == str(tmp_path / "root.key")


def test_making_it_again_keeps_it_and_only_this_user_reads_it(tmp_path):
    root = roots.of("", tmp_path)
    root.make()
    made = (tmp_path / "root.key").read_bytes()

    roots.of("", tmp_path).make()

    assert (tmp_path / "root.key").read_bytes() == made
    assert (len(made), stat.S_IMODE((tmp_path / "root.key").stat().st_mode)) == (32, 0o400)


@pytest.mark.parametrize(("content", "reason"), [(None, "no_such_file"), (b"short", "not_a_key")])
def test_a_file_that_is_no_key_is_named(tmp_path, content, reason):
    if content is not None:
        (tmp_path / "root.key").write_bytes(content)

    with pytest.raises(RootUnavailable) as refused:
        roots.of("", tmp_path).unwrap(b"p", b"w" * 100)

    assert refused.value.params["reason"] == reason
    assert str(tmp_path / "root.key") in str(refused.value)
