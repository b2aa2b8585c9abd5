from typing import Annotated

from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer

from .database import SessionDep
from .errors import NotAuthenticatedError
from .models import User
from .security import read_token

get_token = OAuth2PasswordBearer(tokenUrl="token")


def get_current_user(
    token: Annotated[str, Depends(get_token)], session: SessionDep
) -> User:
    claims = read_token(token)
    user = session.get(User, claims.sub)
    if user is None or not user.is_active or user.token_version != claims.ver:
        raise NotAuthenticatedError
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]
