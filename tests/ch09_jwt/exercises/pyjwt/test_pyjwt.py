"""The exercise `pyjwt`: another library behind `security.py`, and nobody notices."""

import pytest

from ...signing import CLAIMS, base64url, part, read_part, sign, without
from .probe import Report, read_all

GOOD = sign(CLAIMS)
HEADER, BODY, SIGNATURE = GOOD.split(".")
OTHER_KEY = "somebody else's key, and long enough"
JWK = {"kty": "oct", "k": base64url(OTHER_KEY.encode())}

BAD = {
    "garbage": "garbage",
    "nothing at all": "",
    "no signature": f"{HEADER}.{BODY}.",
    "a part missing": f"{HEADER}.{BODY}",
    "a letter outside of ASCII": f"{HEADER}.ä{BODY}.{SIGNATURE}",
    "100,000 characters": f"{HEADER}.{'a' * 100_000}.{SIGNATURE}",
    "rightly signed, and longer than 1000": sign(CLAIMS | {"jti": "a" * 1000}),
    "claims that are no object": sign([CLAIMS]),
    "another user's claims": f"{HEADER}.{part(CLAIMS | {'sub': '1'})}.{SIGNATURE}",
    "another key": sign(CLAIMS, key=OTHER_KEY),
    "its own key in the header": sign(CLAIMS, key=OTHER_KEY, header={"jwk": JWK}),
    "alg none": f"{part({'alg': 'none'})}.{BODY}.",
    "alg none, and a signature": f"{part({'alg': 'none'})}.{BODY}.{SIGNATURE}",
    "alg HS512, signed so": sign(CLAIMS, header={"alg": "HS512"}, digest="sha512"),
    "alg RS256, signed with our key": sign(CLAIMS, header={"alg": "RS256"}),
    "alg is a list": sign(CLAIMS, header={"alg": ["HS256"]}),
    "expired": sign(CLAIMS | {"exp": 1_767_229_200}),
    "not valid yet": sign(CLAIMS | {"nbf": 4_070_908_800}),
    "an end that is no number": sign(CLAIMS | {"exp": "never"}),
    "sub is an integer": sign(CLAIMS | {"sub": 7}),
    "sub is a name": sign(CLAIMS | {"sub": "alpha"}),
    "sub is larger than any id": sign(CLAIMS | {"sub": "2147483648"}),
} | {f"no {name}": sign(without(name)) for name in CLAIMS}


@pytest.fixture(scope="module")
def report(pytestconfig: pytest.Config) -> Report:
    if pytestconfig.getoption("--base-url"):
        pytest.skip("looks at the files, and a running server has read them")
    return read_all([GOOD, *BAD.values()])


def test_the_shop_starts_without_python_jose(report: Report) -> None:
    assert not report.trouble, f"without python-jose: {report.trouble}"


def test_a_token_of_before_is_good(report: Report) -> None:
    assert not report.trouble, f"without python-jose: {report.trouble}"

    assert report.others[0] == "user 7, version 1"


def test_an_own_token_is_good(report: Report) -> None:
    assert not report.trouble, f"without python-jose: {report.trouble}"

    assert report.made_is == "user 7, version 3"


def test_an_own_token_says_what_it_said(report: Report) -> None:
    assert not report.trouble, f"without python-jose: {report.trouble}"

    header, claims, _signature = report.made.split(".")

    assert read_part(header)["alg"] == "HS256"
    read = read_part(claims)
    assert set(read) == set(CLAIMS)
    assert (read["sub"], read["ver"]) == ("7", 3)
    assert int(str(read["exp"])) - int(str(read["iat"])) == 30 * 60


@pytest.mark.parametrize("token", BAD)
def test_a_bad_token_is_refused(report: Report, token: str) -> None:
    assert not report.trouble, f"without python-jose: {report.trouble}"

    assert report.others[1 + list(BAD).index(token)] == "NotAuthenticatedError"
