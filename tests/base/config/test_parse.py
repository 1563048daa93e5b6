"""What the environment may say, and the sentence that stops the start when it says anything else."""

from pathlib import Path

import pytest

from desvelo.base.config.parse import KNOWN, S3, Config, Mode, Unconfigurable, parse

HOME = Path("/srv/desvelo")


def read(**environment: str) -> Config:
    return parse(environment, default_data=HOME)


def refusal(**environment: str) -> Unconfigurable:
    with pytest.raises(Unconfigurable) as refused:
        read(**environment)
    return refused.value


def test_an_empty_environment_serves_real_customers_on_this_computer_only():
    assert read() == Config(data=HOME / "main")


def test_every_setting_is_read():
    config = read(
        DESVELO_DATA="/data",
        DESVELO_MODE="main",
        DESVELO_HOST="0.0.0.0",  # noqa: S104  behind a proxy, in a container
        DESVELO_PORT="8443",
        DESVELO_PUBLIC_URL="https://desk.example/",
        DATABASE_URL="postgresql://app@db/desvelo",
        DESVELO_POSTGRES_BIN="/opt/postgres/bin",
        DESVELO_WEB_SOCKET="/run/web.sock",
        DESVELO_GRAPH_VERSION="v27.1",
        DESVELO_TIME_ZONE="America/Manaus",
        DESVELO_LANGUAGE="en",
        DESVELO_LOCK_MINUTES="15",
        DESVELO_LOG_LEVEL="debug",
    )

    assert config == Config(
        data=Path("/data"),
        host="0.0.0.0",  # noqa: S104
        port=8443,
        public_url="https://desk.example",
        database_url="postgresql://app@db/desvelo",
        postgres_bin=Path("/opt/postgres/bin"),
        web_socket=Path("/run/web.sock"),
        graph_version="v27.1",
        time_zone="America/Manaus",
        language="en",
        lock_minutes=15,
        log_level="debug",
    )
    assert config.secure
    assert config.host_name == "desk.example"
    assert config.graph_origin == "https://graph.facebook.com"
    assert config.keys == Path("/data/keys")


def test_the_public_address_follows_the_port():
    assert read(DESVELO_PORT="8123").public_url == "http://localhost:8123"


def test_demo_and_real_data_never_share_a_folder():
    assert (read(DESVELO_MODE="demo").data, read(DESVELO_MODE="main").data) == (HOME / "demo", HOME / "main")


def test_in_the_demo_messages_go_to_the_sandbox():
    config = read(DESVELO_MODE="demo", DESVELO_SANDBOX_ORIGIN="http://127.0.0.1:8001")

    assert (config.mode, config.graph_origin) == (Mode.DEMO, "http://127.0.0.1:8001")


@pytest.mark.parametrize("name", ["DESVELO_PROT", "DESVELO_", "DESVELO_DATABASE_URL", "DESVELO_SANDBOX_ORIGN"])
def test_a_misspelt_setting_stops_the_start_and_is_named(name):
    assert str(refusal(**{name: "x"})) == f"{name} is not a setting of Desvelo. Check its spelling in docs/settings.md."


def test_other_programs_variables_are_none_of_our_business():
    assert read(PATH="/bin", XDG_DATA_HOME="/x", NOT_DESVELO_PORT="1") == Config(data=HOME / "main")


def test_a_password_in_the_environment_is_refused_where_a_file_is_meant():
    assert {"DESVELO_OWNER_DATABASE_URL", "DESVELO_EDGE_DATABASE_URL"} & KNOWN == set()
    assert refusal(DESVELO_EDGE_DATABASE_URL="postgresql://edge:secret@/x").params["setting"] == (
        "DESVELO_EDGE_DATABASE_URL"
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80 ", "8o80", "", "٣٣", "1" * 5000])
def test_a_port_that_is_none_stops_the_start(port):
    assert str(refusal(DESVELO_PORT=port)) == "DESVELO_PORT must be a number from 1 to 65535."


@pytest.mark.parametrize("minutes", ["0", "16", "-5", "5.5", "", "never"])
def test_a_screen_that_would_lock_too_late_or_never_stops_the_start(minutes):
    assert str(refusal(DESVELO_LOCK_MINUTES=minutes)) == "DESVELO_LOCK_MINUTES must be a number from 1 to 15."


@pytest.mark.parametrize("zone", ["", "America", "America/Sao Paulo", "../../etc/passwd", "UTC+3"])
def test_a_time_zone_nobody_knows_stops_the_start(zone):
    assert str(refusal(DESVELO_TIME_ZONE=zone)) == "DESVELO_TIME_ZONE must be a name such as America/Sao_Paulo."


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DESVELO_MODE", "production", "DESVELO_MODE must be one of: demo, main."),
        ("DESVELO_LANGUAGE", "pt", "DESVELO_LANGUAGE must be one of: en, pt-br."),
        ("DESVELO_LOG_LEVEL", "trace", "DESVELO_LOG_LEVEL must be one of: debug, error, info, warning."),
        ("DESVELO_GRAPH_VERSION", "v26.0/../me", "DESVELO_GRAPH_VERSION must look like v26.0."),
        ("DESVELO_GRAPH_VERSION", "latest", "DESVELO_GRAPH_VERSION must look like v26.0."),
    ],
)
def test_a_choice_that_is_not_offered_stops_the_start(name, value, sentence):
    assert str(refusal(**{name: value})) == sentence


@pytest.mark.parametrize(
    "url",
    [
        "desk.example",
        "ftp://desk.example",
        "https://",
        "https://desk.example/desk",
        "https://desk.example?next=1",
        "https://desk.example#top",
        "https://somebody:secret@desk.example",
        "https://desk.example:99999",
        "https://desk.example:https",
        "https://[bad",
        "HTTPS://desk.example",
    ],
)
def test_a_public_address_that_is_more_or_less_than_an_origin_stops_the_start(url):
    assert str(refusal(DESVELO_PUBLIC_URL=url)) == ("DESVELO_PUBLIC_URL must look like https://desk.example, no path.")


@pytest.mark.parametrize("url", ["http://desk.example", "http://192.168.0.7:8000", "http://localhost.example"])
def test_plain_http_on_a_name_others_can_reach_stops_the_start(url):
    assert str(refusal(DESVELO_PUBLIC_URL=url)) == (
        "DESVELO_PUBLIC_URL is plain http on a name others can reach. Use https, or localhost to try it."
    )


@pytest.mark.parametrize("url", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_plain_http_on_this_computer_is_how_it_is_tried(url):
    assert not read(DESVELO_PUBLIC_URL=url).secure


def test_a_sandbox_beside_real_customers_stops_the_start():
    assert str(refusal(DESVELO_SANDBOX_ORIGIN="http://127.0.0.1:8001")) == (
        "DESVELO_SANDBOX_ORIGIN only exists in the demo. Unset it, or start with `desvelo demo`."
    )


@pytest.mark.parametrize(
    "origin",
    ["http://sandbox.example:8001", "http://192.168.0.7:8001", "https://127.0.0.1:8001", "http://127.0.0.1:8001/x",
     "http://127.0.0.1@evil.example", "http://me@127.0.0.1:8001", "http://127.0.0.1:0", "127.0.0.1:8001"],
)  # fmt: skip
def test_a_sandbox_elsewhere_than_on_this_computer_stops_the_start(origin):
    assert str(refusal(DESVELO_MODE="demo", DESVELO_SANDBOX_ORIGIN=origin)) == (
        "DESVELO_SANDBOX_ORIGIN must be a loopback origin such as http://127.0.0.1:8001."
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "desk.example", ""])  # noqa: S104  that it is refused
def test_a_demo_that_others_could_open_stops_the_start(host):
    assert refusal(DESVELO_MODE="demo", DESVELO_HOST=host).params["setting"] == "DESVELO_HOST"


def test_a_secret_comes_from_the_file_its_variable_names(tmp_path):
    file = tmp_path / "edge.url"
    file.write_text("postgresql://edge:s3cret@/desvelo\n")

    config = read(DESVELO_EDGE_DATABASE_URL_FILE=str(file), DATABASE_URL_FILE=str(file))

    assert config.edge_database_url == "postgresql://edge:s3cret@/desvelo"
    assert config.database_url == "postgresql://edge:s3cret@/desvelo"


def test_a_secret_file_that_cannot_be_read_stops_the_start_without_its_content(tmp_path):
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00secret")

    assert str(refusal(DATABASE_URL_FILE="/absent/url")) == (
        "DATABASE_URL_FILE points to /absent/url, which cannot be read: No such file or directory."
    )
    assert str(refusal(DATABASE_URL_FILE=str(binary))) == (
        f"DATABASE_URL_FILE points to {binary}, which cannot be read: it is not text."
    )


def test_a_token_for_the_figures_that_could_be_guessed_stops_the_start(tmp_path):
    file = tmp_path / "token"
    file.write_text("x" * 31 + "\n")
    assert str(refusal(DESVELO_METRICS_TOKEN_FILE=str(file))).startswith(
        "The token in DESVELO_METRICS_TOKEN_FILE can be guessed. Put at least 32 random characters there"
    )
    file.write_text("")
    assert refusal(DESVELO_METRICS_TOKEN_FILE=str(file)).params["setting"] == "DESVELO_METRICS_TOKEN_FILE"

    file.write_text("x" * 32 + "\n")
    config = read(DESVELO_METRICS_TOKEN_FILE=str(file))

    assert config.metrics_token == "x" * 32
    assert "xxx" not in repr(config)


def test_a_configuration_does_not_change_once_made():
    with pytest.raises(AttributeError):
        read().port = 1


def bucket(tmp_path: Path, **more: str) -> dict[str, str]:
    for name in ("access", "secret"):
        (tmp_path / name).write_text(f"{name}-value\n")
    return {
        "DESVELO_S3_ENDPOINT": "https://s3.example/",
        "DESVELO_S3_BUCKET": "files",
        "DESVELO_S3_ACCESS_KEY_FILE": str(tmp_path / "access"),
        "DESVELO_S3_SECRET_KEY_FILE": str(tmp_path / "secret"),
        **more,
    }


def test_a_bucket_is_read_whole_and_its_secret_is_never_shown(tmp_path):
    config = read(**bucket(tmp_path))

    assert config.s3 == S3(
        endpoint="https://s3.example",
        bucket="files",
        region="us-east-1",
        access_key="access-value",
        secret_key="secret-value",
    )
    assert "secret-value" not in repr(config)
    assert read().s3 is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"DESVELO_S3_ENDPOINT": "http://s3.example"},
        {"DESVELO_S3_ENDPOINT": "https://s3.example/files"},
        {"DESVELO_S3_BUCKET": "../other"},
        {"DESVELO_S3_REGION": "a\nb"},
        {"DESVELO_S3_SECRET_KEY_FILE": ""},
    ],
)
def test_a_bucket_that_is_half_said_or_unsafe_stops_the_start(tmp_path, wrong):
    assert refusal(**bucket(tmp_path, **wrong)).sentence


ANCHORS = {
    "DESVELO_TSA_URL": "https://tsa.example/stamp",
    "DESVELO_TSA_ROOT_FILE": "/etc/desvelo/root.pem",
    "DESVELO_WITNESS_URL": "https://witness.example/w1/",
    "DESVELO_WITNESS_KEY": "witness.example/w1+00000000+AAAA",
    "DESVELO_ANCHOR_MAIL_TO": "a@clinica.example, b@fora.example",
    "DESVELO_ANCHOR_MAIL_FROM": "desvelo@clinica.example",
}


def test_the_places_outside_are_read_and_the_mail_server_from_a_file_alone(tmp_path):
    file = tmp_path / "smtp"
    file.write_text("smtps://desk:a%40b@mail.example\n")

    found = parse({**ANCHORS, "DESVELO_SMTP_URL_FILE": str(file)}, default_data=tmp_path).anchoring

    assert (found.tsa_url, found.tsa_root) == ("https://tsa.example/stamp", Path("/etc/desvelo/root.pem"))
    assert (found.witness_url, found.mail_to) == (
        "https://witness.example/w1",
        ("a@clinica.example", "b@fora.example"),
    )
    assert (found.smtp.host, found.smtp.port, found.smtp.scheme) == ("mail.example", 465, "smtps")
    assert (found.smtp.user, found.smtp.password) == ("desk", "a@b")
    assert "a@b" not in repr(found)
    with pytest.raises(Unconfigurable, match="DESVELO_SMTP_URL is not a setting"):
        parse({"DESVELO_SMTP_URL": "smtp://mail.example"}, default_data=tmp_path)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"DESVELO_TSA_URL": "http://tsa.example"}, "DESVELO_TSA_URL must look like https"),
        ({"DESVELO_WITNESS_URL": "https://a:b@witness.example"}, "DESVELO_WITNESS_URL must look like https"),
        ({"DESVELO_WITNESS_URL": "https://"}, "DESVELO_WITNESS_URL must look like https"),
        ({"DESVELO_TSA_ROOT_FILE": ""}, "DESVELO_TSA_URL needs DESVELO_TSA_ROOT_FILE"),
        ({"DESVELO_TSA_URL": ""}, "DESVELO_TSA_ROOT_FILE needs DESVELO_TSA_URL"),
        ({"DESVELO_WITNESS_KEY": ""}, "DESVELO_WITNESS_URL needs DESVELO_WITNESS_KEY"),
        ({"DESVELO_ANCHOR_MAIL_FROM": ""}, "DESVELO_ANCHOR_MAIL_TO needs DESVELO_ANCHOR_MAIL_FROM"),
        ({"DESVELO_ANCHOR_MAIL_TO": "a@clinica.example"}, "two to five addresses"),
        ({"DESVELO_ANCHOR_MAIL_TO": "a@x.example,b@x.example\nBcc: c@x.example"}, "two to five addresses"),
    ],
)
def test_a_place_outside_that_is_not_named_whole_stops_the_start(changed, named, tmp_path):
    with pytest.raises(Unconfigurable, match=named):
        parse({**ANCHORS, **changed}, default_data=tmp_path)


@pytest.mark.parametrize("url", ["http://mail.example", "mail.example", "smtp://", "smtp://mail.example/x"])
def test_a_mail_server_that_is_none_stops_the_start(url, tmp_path):
    (tmp_path / "smtp").write_text(url)

    with pytest.raises(Unconfigurable, match="DESVELO_SMTP_URL_FILE must hold"):
        parse({"DESVELO_SMTP_URL_FILE": str(tmp_path / "smtp")}, default_data=tmp_path)


@pytest.mark.parametrize("origin", ["https://login.aurora.example", "https://login.aurora.example:8443"])
def test_an_identity_provider_inside_is_named_by_its_origin(origin):
    assert read(DESVELO_IDENTITY_ORIGIN=origin).identity_origin == origin


def test_the_demo_alone_may_try_one_on_this_machine_in_the_clear():
    here = "http://127.0.0.1:9400"

    assert read(DESVELO_MODE="demo", DESVELO_IDENTITY_ORIGIN=here).identity_origin == here
    assert str(refusal(DESVELO_IDENTITY_ORIGIN=here)).startswith("DESVELO_IDENTITY_ORIGIN must look like https://")


@pytest.mark.parametrize(
    "origin",
    ["http://login.example", "http://127.0.0.1", "http://localhost:9", "https://login.example/tenant", "login.example",
     "https://u@login.example", "https://login.example:x", "https://"],
)  # fmt: skip
def test_what_is_no_origin_of_a_provider_stops_the_start(origin):
    assert refusal(DESVELO_MODE="demo", DESVELO_IDENTITY_ORIGIN=origin).params["setting"] == "DESVELO_IDENTITY_ORIGIN"


def test_without_the_setting_no_provider_inside_is_called():
    assert read().identity_origin is None
