import json
import math
from collections.abc import Mapping
from datetime import timedelta

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.orm.exc import ObjectDeletedError

from .schemas import ErrorPublic


class ShopError(Exception):
    """The base of all errors that the shop explains to its caller."""

    status_code: int
    detail: str
    headers: Mapping[str, str] = {}


class UserNotFoundError(ShopError):
    status_code = 404
    detail = "User not found"


class UsernameTakenError(ShopError):
    status_code = 409
    detail = "Username is already taken"


class EmailTakenError(ShopError):
    status_code = 409
    detail = "Email is already taken"


class AddressNotFoundError(ShopError):
    status_code = 404
    detail = "Address not found"


class TooManyPreferencesError(ShopError):
    status_code = 409
    detail = "A user has at most 50 preferences"


class NotAuthenticatedError(ShopError):
    status_code = 401
    detail = "Not authenticated"
    headers: Mapping[str, str] = {"WWW-Authenticate": "Bearer"}


class WrongCredentialsError(NotAuthenticatedError):
    detail = "Wrong username or password"


class ForbiddenError(ShopError):
    status_code = 403
    detail = "Not allowed"


class WrongPasswordError(ForbiddenError):
    detail = "Wrong password"


class LastAdminError(ShopError):
    status_code = 409
    detail = "This is the last active admin"


class TooManyAttemptsError(ShopError):
    status_code = 429
    detail = "Too many failed attempts"

    def __init__(self, wait: timedelta) -> None:
        self.headers = {"Retry-After": str(math.ceil(wait.total_seconds()))}


Responses = dict[int | str, dict[str, object]]

GARBLED: Responses = {400: {"model": ErrorPublic, "description": "Unreadable body"}}
NOT_FOUND: Responses = {404: {"model": ErrorPublic, "description": "User not found"}}
NO_ADDRESS: Responses = {
    404: {"model": ErrorPublic, "description": "User or address not found"}
}
TAKEN: Responses = {409: {"model": ErrorPublic, "description": "Already taken"}}
UNAUTHORIZED: Responses = {
    401: {"model": ErrorPublic, "description": "Not authenticated"}
}
FORBIDDEN: Responses = {403: {"model": ErrorPublic, "description": "Not allowed"}}
PROTECTED: Responses = UNAUTHORIZED | FORBIDDEN
LAST_ADMIN: Responses = {
    409: {"model": ErrorPublic, "description": "Already taken, or the last admin"}
}
THROTTLED: Responses = {
    429: {"model": ErrorPublic, "description": "Too many failed attempts"}
}


def add_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(ShopError)
    def answer_shop_error(_: Request, error: ShopError) -> JSONResponse:
        return JSONResponse({"detail": error.detail}, error.status_code, error.headers)

    @app.exception_handler(ObjectDeletedError)
    def answer_deleted_meanwhile(request: Request, _: ObjectDeletedError) -> Response:
        return answer_shop_error(request, UserNotFoundError())

    @app.exception_handler(RequestValidationError)
    def answer_invalid_request(_: Request, error: RequestValidationError) -> Response:
        """Say what is wrong and where, not what was sent: it may be a password."""
        entries = [
            {key: e[key] for key in ("type", "loc", "msg")} for e in error.errors()
        ]
        return Response(
            json.dumps({"detail": entries}), 422, media_type="application/json"
        )
