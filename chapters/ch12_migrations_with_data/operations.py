import re
from typing import Annotated

from fastapi import Path
from pydantic import SecretStr
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from .errors import (
    EmailTakenError,
    UsernameTakenError,
    UserNotFoundError,
    WrongCredentialsError,
)
from .models import User
from .schemas import USERNAME
from .security import verify_password

MAX_INTEGER = 2**31 - 1

UserId = Annotated[int, Path(ge=1, le=MAX_INTEGER)]


def find_user(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise UserNotFoundError
    return user


def raise_if_taken(session: Session, values: dict[str, object], user_id: int) -> None:
    others = select(User.id).where(User.id != user_id)
    if session.scalar(others.where(User.username == values.get("username"))):
        raise UsernameTakenError
    if session.scalar(others.where(User.email == values.get("email"))):
        raise EmailTakenError


def commit(session: Session, values: dict[str, object], user_id: int = 0) -> None:
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        raise_if_taken(session, values, user_id)
        raise
    except StaleDataError as error:
        raise UserNotFoundError from error


def find_by_name(session: Session, username: str) -> User | None:
    if not re.fullmatch(USERNAME, username):
        return None
    return session.scalar(select(User).where(User.username == username.lower()))


def authenticate(session: Session, username: str, password: SecretStr) -> User:
    """Return the user; take as long for an unknown name as for a wrong password."""
    user = find_by_name(session, username)
    is_right, new_hash = verify_password(user, password)
    if user is None or not user.is_active or not is_right:
        raise WrongCredentialsError
    if new_hash:
        replace_hash(session, user, new_hash)
    return user


def replace_hash(session: Session, user: User, new_hash: str) -> None:
    """Keep the same password under today's parameters, unless it changes meanwhile.

    The endpoint commits, after its answer is made: a commit would read the row again.
    """
    session.execute(
        update(User)
        .where(User.id == user.id, User.hashed_password == user.hashed_password)
        .values(hashed_password=new_hash, updated_at=User.updated_at)
    )
