"""POST /token: a name and a password for a token, or one and the same refusal."""

import pytest

from tests.helpers import (
    OUT_OF_DATE,
    Client,
    Sql,
    insert_user_with_password,
    locations,
)

from .signing import bearer, log_in, read_part

REFUSED = {"detail": "Wrong username or password"}
MULTIPART = """--x
Content-Disposition: form-data; name="username"

alpha
--x
Content-Disposition: form-data; name="password"

\\ud800
--x--
"""


@pytest.fixture(autouse=True)
def alpha(sql: Sql) -> None:
    insert_user_with_password(sql, "alpha", 7)


@pytest.mark.parametrize("name", ["alpha", "Alpha"])
def test_the_right_password_gets_a_token(client: Client, name: str) -> None:
    form = {"grant_type": "password", "username": name, "password": "Passw0rd"}

    response = client.post("/token", data=form)

    assert response.status_code == 200
    assert set(response.json()) == {"access_token", "token_type"}
    assert response.json()["token_type"] == "bearer"


def test_no_cache_keeps_the_token(client: Client) -> None:
    form = {"username": "alpha", "password": "Passw0rd"}

    response = client.post("/token", data=form)

    assert response.headers["Cache-Control"] == "no-store"


def test_a_login_renews_a_hash_that_is_out_of_date(client: Client, sql: Sql) -> None:
    sql("UPDATE users SET hashed_password = :hash", hash=OUT_OF_DATE)

    token = log_in(client, "alpha")

    assert client.get("/users/me", headers=bearer(token)).status_code == 200

    assert sql("SELECT hashed_password FROM users") != [
        {"hashed_password": OUT_OF_DATE}
    ]


def test_a_token_says_whose_it_is_and_nothing_else(client: Client) -> None:
    header, claims, _ = log_in(client, "alpha").split(".")

    read = read_part(claims)

    assert read_part(header) == {"alg": "HS256", "typ": "JWT"}
    assert (read["sub"], read["ver"]) == ("7", 1)
    assert set(read) == {"sub", "ver", "iat", "exp", "jti"}


def test_a_token_ends_after_half_an_hour(client: Client, base_url: str | None) -> None:
    if base_url:
        pytest.skip("the server elsewhere may have another TOKEN_MINUTES")
    claims = read_part(log_in(client, "alpha").split(".")[1])

    assert (type(claims["iat"]), type(claims["exp"])) == (int, int)
    assert int(str(claims["exp"])) - int(str(claims["iat"])) == 30 * 60


def test_no_two_tokens_are_equal(client: Client) -> None:
    tokens = [log_in(client, "alpha") for _ in range(2)]

    assert tokens[0] != tokens[1]


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("alpha", "passw0rd"),
        ("alpha", " Passw0rd"),
        ("alpha", "Passw0rd "),
        ("alpha", "Pass\x00w0rd"),
        ("alpha", "Passw0rd" * 10_000),
        ("beta", "Passw0rd"),
        ("alpha ", "Passw0rd"),
        ("alpha\x00", "Passw0rd"),
        ("al%", "Passw0rd"),
        ("7", "Passw0rd"),
        ("alpha@example.com", "Passw0rd"),
        ("ä😀", "Passw0rd"),
        ("a" * 10_000, "Passw0rd"),
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_what_does_not_fit_is_401(client: Client, name: str, password: str) -> None:
    response = client.post("/token", data={"username": name, "password": password})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json() == REFUSED


@pytest.mark.parametrize("change", ["is_active = false", "hashed_password = NULL"])
def test_a_user_who_may_not_log_in_is_401(
    client: Client, sql: Sql, change: str
) -> None:
    sql(f"UPDATE users SET {change} WHERE id = 7")
    form = {"username": "alpha", "password": "Passw0rd"}

    response = client.post("/token", data=form)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json() == REFUSED


def test_half_a_pair_of_surrogates_is_no_password(client: Client) -> None:
    """A form may say how its bytes are letters, and this way makes half of one."""
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    body = MULTIPART.replace("\n", "\r\n")

    response = client.post("/token", content=body, headers={"Content-Type": kind})

    assert response.status_code in {401, 422}
    assert "ud800" not in response.text


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ({"username": "alpha"}, "password"),
        ({"password": "Geheim123"}, "username"),
        ({"username": "", "password": "Geheim123"}, "username"),
        (
            {"username": "alpha", "password": "Geheim123", "grant_type": "refresh"},
            "grant_type",
        ),
    ],
)
def test_a_field_that_is_missing_or_wrong_is_422_without_the_password(
    client: Client, form: dict[str, str], place: str
) -> None:
    response = client.post("/token", data=form)

    assert response.status_code == 422
    assert locations(response) == [["body", place]]
    assert "Geheim123" not in response.text


def test_json_is_no_form(client: Client) -> None:
    body = {"username": "alpha", "password": "Passw0rd"}

    response = client.post("/token", json=body)

    assert response.status_code == 422
    assert locations(response) == [["body", "username"], ["body", "password"]]
    assert "Passw0rd" not in response.text


def test_the_login_of_chapter_8_is_gone(client: Client) -> None:
    body = {"username": "alpha", "password": "Passw0rd"}

    response = client.post("/login", json=body)

    assert response.status_code == 404


def test_a_password_sent_as_a_file_is_no_password(client: Client) -> None:
    file = {"password": ("password.txt", b"Geheim123")}

    response = client.post("/token", data={"username": "alpha"}, files=file)

    assert response.status_code == 422
    assert "Geheim123" not in response.text


@pytest.mark.until("ch10")  # a limit of guesses adds an answer
@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        ("post", "/token", {"200", "400", "401", "422"}),
        ("get", "/users/me", {"200", "401"}),
    ],
)
def test_every_status_is_described(
    client: Client, method: str, path: str, statuses: set[str]
) -> None:
    response = client.get("/openapi.json")

    assert set(response.json()["paths"][path][method]["responses"]) == statuses


def test_the_description_says_where_the_token_comes_from(client: Client) -> None:
    document = client.get("/openapi.json").json()

    (name,) = document["components"]["securitySchemes"]
    scheme = document["components"]["securitySchemes"][name]
    assert scheme["flows"]["password"]["tokenUrl"] == "token"
    assert document["paths"]["/users/me"]["get"]["security"] == [{name: []}]
