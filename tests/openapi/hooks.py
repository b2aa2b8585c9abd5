"""Loaded by Schemathesis itself: what it cannot know from an OpenAPI document."""

import os
from typing import Any

import schemathesis
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

# `format: email` allows every domain. The application refuses those that are reserved
# for special use, such as `user@shop.test`, and no OpenAPI document can list them; then
# a refusal of an address that the document allows would count as a mistake.
schemathesis.openapi.format(
    "email", st.from_regex(r"\A[a-z0-9_+-]{1,40}@[a-z0-9]{1,40}\.com\Z")
)

# A password holds a letter of each case and a digit: a validator wants it, and Pydantic
# cannot describe what that does. One of each length is there, for those at the limits.
schemathesis.openapi.format(
    "password", st.sampled_from(["aA1" + "b" * more for more in range(5, 62)])
)

# Pydantic reads `"30"` as 30 and `0` as false, so it accepts more than it describes.
LAX: dict[str, TypeAdapter[object]] = {
    "age": TypeAdapter(int),
    "is_active": TypeAdapter(bool),
    "is_admin": TypeAdapter(bool),
}

CALLER = os.environ.get("CALLER_ID")
CHANGES = {"PATCH", "PUT", "DELETE"}


@schemathesis.hook
def map_body(_: schemathesis.HookContext, body: object) -> object:
    """Write whole numbers as integers.

    For an OpenAPI document 1.0 is an integer. A preference keeps what it gets, so that
    chapter 7 refuses 1.0 rather than answer with 1 later.
    """
    if not isinstance(body, dict):
        return body
    return {name: _whole(value) for name, value in body.items()}


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


@schemathesis.hook
def filter_case(_: schemathesis.HookContext, case: schemathesis.Case[Any]) -> bool:
    return not (_is_change_of_caller(case) or _is_read_generously(case.body))


def _is_change_of_caller(case: schemathesis.Case[Any]) -> bool:
    """Find what would lock the caller out, and make a 401 of each later request."""
    is_own = str(case.path_parameters.get("user_id")) == CALLER
    return is_own and case.method in CHANGES


def _is_read_generously(body: object) -> bool:
    if not isinstance(body, dict):
        return False
    return any(_fits(name, body[name]) for name in LAX.keys() & body.keys())


def _fits(name: str, value: object) -> bool:
    try:
        return type(LAX[name].validate_python(value)) is not type(value)
    except ValidationError:
        return False
