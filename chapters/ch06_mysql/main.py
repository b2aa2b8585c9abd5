from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Path, Query, Response
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from .database import SessionDep, engine
from .errors import (
    GARBLED,
    NOT_FOUND,
    TAKEN,
    EmailTakenError,
    UsernameTakenError,
    UserNotFoundError,
    add_error_handlers,
)
from .models import Base, User
from .schemas import UserCreate, UserPage, UserPublic, UserUpdate

MAX_INTEGER = 2**31 - 1

UserId = Annotated[int, Path(ge=1, le=MAX_INTEGER)]
PageNumber = Annotated[int, Query(ge=1, le=MAX_INTEGER)]
PageSize = Annotated[int, Query(ge=1, le=100)]


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    Base.metadata.create_all(engine)
    yield
    engine.dispose()


app = FastAPI(title="Shop", lifespan=lifespan)
add_error_handlers(app)


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


@app.get("/users")
def list_users(
    session: SessionDep,
    page: PageNumber = 1,
    page_size: PageSize = 10,
    is_active: bool | None = None,
) -> UserPage:
    users = select(User)
    if is_active is not None:
        users = users.where(User.is_active == is_active)
    first = (page - 1) * page_size
    rows = session.scalars(users.order_by(User.id).offset(first).limit(page_size))
    return UserPage(
        items=[UserPublic.model_validate(user) for user in rows],
        total=session.scalars(select(func.count()).select_from(users.subquery())).one(),
        page=page,
        page_size=page_size,
    )


@app.post(
    "/users", status_code=201, response_model=UserPublic, responses=GARBLED | TAKEN
)
def create_user(user_in: UserCreate, session: SessionDep, response: Response) -> User:
    values = user_in.model_dump()
    user = User(**values)
    session.add(user)
    commit(session, values)
    response.headers["Location"] = f"/users/{user.id}"
    return user


@app.get("/users/{user_id}", response_model=UserPublic, responses=NOT_FOUND)
def read_user(user_id: UserId, session: SessionDep) -> User:
    return find_user(session, user_id)


@app.patch(
    "/users/{user_id}", response_model=UserPublic, responses=GARBLED | NOT_FOUND | TAKEN
)
def update_user(user_id: UserId, user_in: UserUpdate, session: SessionDep) -> User:
    user = find_user(session, user_id)
    values = user_in.model_dump()
    for name, value in values.items():
        setattr(user, name, value)
    commit(session, values, user_id)
    return user


@app.delete("/users/{user_id}", status_code=204, responses=NOT_FOUND)
def delete_user(user_id: UserId, session: SessionDep) -> None:
    session.delete(find_user(session, user_id))
    session.commit()
