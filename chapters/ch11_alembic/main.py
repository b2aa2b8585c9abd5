from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Query, Response
from pydantic import AfterValidator
from sqlalchemy import func, select

from . import addresses, passwords, preferences, reports, tokens
from .database import SessionDep, engine
from .dependencies import ADMIN, CurrentUser, RequestedUser
from .errors import (
    GARBLED,
    LAST_ADMIN,
    NOT_FOUND,
    PROTECTED,
    TAKEN,
    add_error_handlers,
)
from .models import User
from .operations import MAX_INTEGER, commit
from .permissions import check_change, keep_an_admin
from .revisions import check_revision
from .schemas import UserCreate, UserPage, UserPublic, UserUpdate
from .security import hash_password

PageNumber = Annotated[int, Query(ge=1, le=MAX_INTEGER)]
PageSize = Annotated[int, Query(ge=1, le=100)]
Search = Annotated[
    str,
    Query(min_length=1, max_length=20, pattern=r"^[^\x00]*$"),
    AfterValidator(str.lower),
]


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    with engine.connect() as connection:
        check_revision(connection)
    yield
    engine.dispose()


app = FastAPI(title="Shop", lifespan=lifespan)
add_error_handlers(app)
app.include_router(tokens.router)
app.include_router(passwords.router)
app.include_router(preferences.router)
app.include_router(reports.router)
app.include_router(addresses.router)


@app.get("/users", dependencies=[ADMIN], responses=PROTECTED)
def list_users(
    session: SessionDep,
    page: PageNumber = 1,
    page_size: PageSize = 10,
    is_active: bool | None = None,
    search: Search | None = None,
) -> UserPage:
    users = select(User)
    if is_active is not None:
        users = users.where(User.is_active == is_active)
    if search is not None:
        users = users.where(User.username.startswith(search, autoescape=True))
    first = (page - 1) * page_size
    rows = session.scalars(users.order_by(User.id).offset(first).limit(page_size))
    return UserPage(
        items=[UserPublic.model_validate(user) for user in rows],
        total=session.scalars(select(func.count()).select_from(users.subquery())).one(),
        page=page,
        page_size=page_size,
    )


@app.post(
    "/users",
    status_code=201,
    response_model=UserPublic,
    dependencies=[ADMIN],
    responses=GARBLED | PROTECTED | TAKEN,
)
def create_user(user_in: UserCreate, session: SessionDep, response: Response) -> User:
    values = user_in.model_dump(exclude={"password"})
    user = User(**values, hashed_password=hash_password(user_in.password))
    session.add(user)
    commit(session, values)
    response.headers["Location"] = f"/users/{user.id}"
    return user


@app.get("/users/{user_id}", response_model=UserPublic, responses=PROTECTED | NOT_FOUND)
def read_user(user: RequestedUser) -> User:
    return user


@app.patch(
    "/users/{user_id}",
    response_model=UserPublic,
    responses=GARBLED | PROTECTED | NOT_FOUND | LAST_ADMIN,
)
def update_user(
    user: RequestedUser, user_in: UserUpdate, caller: CurrentUser, session: SessionDep
) -> User:
    values = user_in.model_dump()
    check_change(session, caller, user, values)
    for name, value in values.items():
        setattr(user, name, value)
    commit(session, values, user.id)
    return user


@app.delete(
    "/users/{user_id}", status_code=204, responses=PROTECTED | NOT_FOUND | LAST_ADMIN
)
def delete_user(user: RequestedUser, session: SessionDep) -> None:
    keep_an_admin(session, user)
    session.delete(user)
    session.commit()
