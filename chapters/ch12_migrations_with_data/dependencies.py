from typing import Annotated

from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer

from .database import SessionDep
from .errors import ForbiddenError, NotAuthenticatedError
from .models import User
from .operations import UserId, find_user
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


def get_admin(caller: CurrentUser) -> User:
    if not caller.is_admin:
        raise ForbiddenError
    return caller


ADMIN = Depends(get_admin)


def get_requested_user(
    user_id: UserId, caller: CurrentUser, session: SessionDep
) -> User:
    """Return the user of the path to herself and to admins.

    Others are refused before anybody looks whether there is such a user.
    """
    if caller.id != user_id and not caller.is_admin:
        raise ForbiddenError
    return find_user(session, user_id)


RequestedUser = Annotated[User, Depends(get_requested_user)]
