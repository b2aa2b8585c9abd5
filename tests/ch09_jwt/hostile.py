"""What must not get in: tokens, and requests without one, as one table of data.

The page of the chapter shows this table, with what the library says of each.
"""

from dataclasses import dataclass

from .signing import CLAIMS, base64url, part, sign, without

OTHER_KEY = "somebody else's key, and long enough"
JWK = {"kty": "oct", "k": base64url(OTHER_KEY.encode())}

GOOD = sign(CLAIMS)
HEADER, BODY, SIGNATURE = GOOD.split(".")
RAISE = "UPDATE users SET token_version = token_version + 1 WHERE id = 7"


@dataclass(frozen=True)
class Hostile:
    """A request that is refused: its `Authorization`, and what happened before it."""

    title: str
    authorization: tuple[str, ...]
    sql: str = "SELECT 1"

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return [(b"Authorization", text.encode()) for text in self.authorization]


def token(title: str, token: str, sql: str = "SELECT 1") -> Hostile:
    return Hostile(title, (f"Bearer {token}",), sql)


def claims(title: str, **changes: object) -> Hostile:
    """A token of ours, rightly signed, that says something else."""
    return token(title, sign(CLAIMS | changes))


def headers(title: str, **header: object) -> Hostile:
    """A token signed with another key, whose header says how to believe it."""
    return token(title, sign(CLAIMS, key=OTHER_KEY, header=header))


def unsigned(title: str, alg: str, signature: str = "") -> Hostile:
    return token(title, f"{part({'alg': alg})}.{BODY}.{signature}")


NO_TOKEN = [
    Hostile("no header", ()),
    Hostile("an empty header", ("",)),
    Hostile("a header without a token", ("Bearer",)),
    Hostile("a token without Bearer", (GOOD,)),
    Hostile("name and password (Basic)", ("Basic YWxwaGE6UGFzc3cwcmQ=",)),
    Hostile("two headers, the first one bad", ("Bearer x", f"Bearer {GOOD}")),
]

BROKEN = [
    token("no token at all", "garbage"),
    token("three parts, none of them readable", "a.b.c"),
    token("the signature cut off", f"{HEADER}.{BODY}"),
    token("an empty signature", f"{HEADER}.{BODY}."),
    token("a fourth part", f"{GOOD}.{SIGNATURE}"),
    token("five parts, as an encrypted token has", ".".join([GOOD, BODY, SIGNATURE])),
    token("claims that are no object", sign([CLAIMS])),
    token("claims that are no JSON", f"{HEADER}.{base64url(b'sub')}.{SIGNATURE}"),
    token("100,000 characters", f"{HEADER}.{'a' * 100_000}.{SIGNATURE}"),
    token("a NUL character", f"{HEADER}.\0{BODY}.{SIGNATURE}"),
    token("a letter outside of ASCII", f"{HEADER}.ä{BODY}.{SIGNATURE}"),
]

FORGED = [
    token("changed claims", f"{HEADER}.{part(CLAIMS | {'sub': '1'})}.{SIGNATURE}"),
    token("another key", sign(CLAIMS, key=OTHER_KEY)),
    token("no key", sign(CLAIMS, key="")),
    unsigned("alg: none, no signature", "none"),
    unsigned("alg: none, with a signature", "none", SIGNATURE),
    unsigned("alg: None", "None"),
    unsigned("no alg", ""),
    headers("its own key in the header (jwk)", jwk=JWK),
    headers("an address of its key (jku)", jku="http://127.0.0.1:1/keys"),
    headers("a name of its key (kid)", kid="../../dev/null"),
]

OTHER_ALGORITHM = [
    token("our key, HS384", sign(CLAIMS, header={"alg": "HS384"}, digest="sha384")),
    token("our key, HS512", sign(CLAIMS, header={"alg": "HS512"}, digest="sha512")),
    token("our key, header says RS256", sign(CLAIMS, header={"alg": "RS256"})),
    token("our key, header says ES256", sign(CLAIMS, header={"alg": "ES256"})),
    token("our key, alg is a list", sign(CLAIMS, header={"alg": ["HS256"]})),
]

CLAIMS_THAT_DO_NOT_HOLD = [
    claims("expired", exp=1_767_229_200),
    claims("not valid yet (nbf)", nbf=4_070_908_800),
    claims("an end that is no number", exp="never"),
    claims("an end that is null", exp=None),
    claims("an end that is infinite", exp=float("inf")),
    *(token(f"no {name}", sign(without(name))) for name in CLAIMS),
    claims("sub is an integer", sub=7),
    claims("sub is a name", sub="alpha"),
    claims("sub is empty", sub=""),
    claims("sub is 0", sub="0"),
    claims("sub is larger than any id", sub="2147483648"),
    claims("sub has 200 digits", sub="7" * 200),
    claims("ver is no number", ver="alpha"),
]

USER_THAT_DOES_NOT_HOLD = [
    claims("an id that nobody has", sub="8"),
    token("the user was deleted", GOOD, "DELETE FROM users WHERE id = 7"),
    token(
        "the user was deactivated",
        GOOD,
        "UPDATE users SET is_active = false WHERE id = 7",
    ),
    token("issued before a password change", GOOD, RAISE),
    claims("a version that is not there yet", ver=2),
]

HOSTILE = [
    *NO_TOKEN,
    *BROKEN,
    *FORGED,
    *OTHER_ALGORITHM,
    *CLAIMS_THAT_DO_NOT_HOLD,
    *USER_THAT_DOES_NOT_HOLD,
]
