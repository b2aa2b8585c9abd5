"""Tokens that the tests make themselves, also such as no library would make.

A token is base64(header).base64(claims).base64(signature); RFC 7515 and RFC 7519.
"""

import base64
import hmac
import json

from tests.application import SETTINGS
from tests.helpers import Client

KEY = SETTINGS["SECRET_KEY"]

# Those of a good token of user 7. From 2026 to the year 2100, in seconds since 1970.
CLAIMS: dict[str, object] = {
    "sub": "7",
    "ver": 1,
    "iat": 1_767_225_600,
    "exp": 4_102_444_800,
    "jti": "3c0d5a8e",
}


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(value: object) -> str:
    """Write a header or claims as they stand in a token."""
    return base64url(json.dumps(value).encode())


def read_part(text: str) -> dict[str, object]:
    """Read a header or claims of a token, as anybody can."""
    padding = "=" * (-len(text) % 4)
    value: dict[str, object] = json.loads(base64.urlsafe_b64decode(text + padding))
    return value


def sign(
    claims: object,
    *,
    key: str = KEY,
    digest: str = "sha256",
    header: dict[str, object] | None = None,
) -> str:
    """Sign anything, with a header that may say anything."""
    first = part({"alg": "HS256", "typ": "JWT"} | (header or {}))
    text = f"{first}.{part(claims)}"
    signature = hmac.digest(key.encode(), text.encode(), digest)
    return f"{text}.{base64url(signature)}"


def sign_to_length(length: int) -> str:
    """Sign a good token of just so many characters, by an id that is long enough."""
    tokens = (
        sign(CLAIMS | {"jti": "j" * count}, header={"kid": name})
        for name in ("", "k", "ki")  # three characters of JSON are four of base64url
        for count in range(length)
    )
    return next(token for token in tokens if len(token) == length)


def without(name: str) -> dict[str, object]:
    return {key: value for key, value in CLAIMS.items() if key != name}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def log_in(client: Client, name: str, password: str = "Passw0rd") -> str:
    """Log in as a client does, and return the token."""
    form = {"username": name, "password": password}
    token: str = client.post("/token", data=form).json()["access_token"]
    return token
