from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.security import OAuth2PasswordRequestForm
from pydantic import SecretStr

from .database import SessionDep
from .dependencies import CurrentUser
from .errors import GARBLED, UNAUTHORIZED
from .models import User
from .operations import authenticate
from .schemas import Token, UserPublic
from .security import create_token

router = APIRouter(responses=UNAUTHORIZED)

LoginForm = Annotated[OAuth2PasswordRequestForm, Depends()]


@router.post("/token", responses=GARBLED)
def log_in(form: LoginForm, session: SessionDep, response: Response) -> Token:
    user = authenticate(session, form.username, SecretStr(form.password))
    token = create_token(user)
    session.commit()
    response.headers["Cache-Control"] = "no-store"
    return Token(access_token=token, token_type="bearer")


@router.get("/users/me", response_model=UserPublic)
def read_me(user: CurrentUser) -> User:
    return user
