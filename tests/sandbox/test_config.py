import os
import subprocess

import pytest

from desvelo.sandbox.config import CannotStart, load

from .running import PATIENCE, command, free_port, settings, written


def loaded(path):
    return load({"DESVELO_SANDBOX_CONFIG": str(path)})


def test_a_complete_closed_file_is_read(tmp_path):
    config = loaded(written(tmp_path, settings()))

    assert (config.business_name, config.require_appsecret_proof, config.auto_read) == ("Clínica Aurora", True, False)


def test_the_proof_is_demanded_unless_told_otherwise(tmp_path):
    assert loaded(written(tmp_path, settings(require_appsecret_proof=None))).require_appsecret_proof


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"app_secret": None}, "app_secret"),
        ({"app_secret": ""}, "app_secret"),
        ({"phone_number_id": "abc"}, "phone_number_id"),
        ({"surprise": 1}, "surprise"),
        ({"desk_origin": "http://localhost:8000/"}, "desk_origin"),
        ({"desk_origin": "http://localhost:8000; script-src *"}, "desk_origin"),
        ({"desk_origin": "*"}, "desk_origin"),
        ({"webhook_url": "file:///etc/passwd"}, "webhook_url"),
        ({"webhook_url": "http://"}, "webhook_url"),
        ({"retry_first_seconds": 0}, "retry_first_seconds"),
    ],
)
def test_a_setting_that_is_missing_unknown_or_unsafe_is_named(tmp_path, changes, says):
    with pytest.raises(CannotStart, match=says):
        loaded(written(tmp_path, settings(**changes)))


def test_no_variable_no_file_and_no_json_are_said_in_a_sentence(tmp_path):
    with pytest.raises(CannotStart, match="DESVELO_SANDBOX_CONFIG is not set"):
        load({})
    with pytest.raises(CannotStart, match="cannot be read"):
        loaded(tmp_path / "absent.json")
    with pytest.raises(CannotStart, match="not valid"):
        loaded(written(tmp_path, "{"))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_file_open_to_others_is_refused(tmp_path, mode):
    with pytest.raises(CannotStart, match="make it 0600"):
        loaded(written(tmp_path, settings(), mode))


def test_the_sentence_never_holds_a_secret(tmp_path):
    with pytest.raises(CannotStart) as refused:
        loaded(written(tmp_path, settings(surprise=1, waba_id="x")))

    assert "test_app_secret" not in str(refused.value)
    assert "EAAtest_token" not in str(refused.value)


def test_the_process_does_not_start_and_says_why():
    environ = {key: value for key, value in os.environ.items() if key != "DESVELO_SANDBOX_CONFIG"}

    ended = subprocess.run(
        command(free_port()), env=environ, capture_output=True, text=True, timeout=PATIENCE, check=False
    )

    assert ended.returncode != 0
    assert "DESVELO_SANDBOX_CONFIG is not set; it names the sandbox's JSON configuration file." in (
        ended.stdout + ended.stderr
    )
