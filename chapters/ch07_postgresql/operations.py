from typing import Annotated

from fastapi import Path
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from .errors import EmailTakenError, UsernameTakenError, UserNotFoundError
from .models import User

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
