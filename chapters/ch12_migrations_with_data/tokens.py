from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.security import OAuth2PasswordRequestForm
from pydantic import SecretStr

from .database import SessionDep
from .dependencies import CurrentUser
from .errors import GARBLED, THROTTLED, UNAUTHORIZED
from .models import User
from .operations import authenticate
from .schemas import Token, UserPublic
from .security import create_token
from .throttling import AddressDep, throttle

router = APIRouter(responses=UNAUTHORIZED)

LoginForm = Annotated[OAuth2PasswordRequestForm, Depends()]


@router.post("/token", responses=GARBLED | THROTTLED)
def log_in(
    form: LoginForm, address: AddressDep, session: SessionDep, response: Response
) -> Token:
    with throttle(session, form.username, address):
        user = authenticate(session, form.username, SecretStr(form.password))
        token = create_token(user)
    response.headers["Cache-Control"] = "no-store"
    return Token(access_token=token, token_type="bearer")


@router.get("/users/me", response_model=UserPublic)
def read_me(user: CurrentUser) -> User:
    return user
