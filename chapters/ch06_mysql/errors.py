from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from .schemas import ErrorPublic


class ShopError(Exception):
    """The base of all errors that the shop explains to its caller."""

    status_code: int
    detail: str


class UserNotFoundError(ShopError):
    status_code = 404
    detail = "User not found"


class UsernameTakenError(ShopError):
    status_code = 409
    detail = "Username is already taken"


class EmailTakenError(ShopError):
    status_code = 409
    detail = "Email is already taken"


Responses = dict[int | str, dict[str, object]]

GARBLED: Responses = {400: {"model": ErrorPublic, "description": "Unreadable body"}}
NOT_FOUND: Responses = {404: {"model": ErrorPublic, "description": "User not found"}}
TAKEN: Responses = {409: {"model": ErrorPublic, "description": "Already taken"}}


def add_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(ShopError)
    def answer_shop_error(_: Request, error: ShopError) -> JSONResponse:
        return JSONResponse({"detail": error.detail}, error.status_code)
