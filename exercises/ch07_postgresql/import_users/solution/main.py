from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Query, Response
from pydantic import AfterValidator
from sqlalchemy import func, select

from . import imports, preferences, reports
from .database import SessionDep, engine
from .errors import GARBLED, NOT_FOUND, TAKEN, add_error_handlers
from .models import Base, User
from .operations import MAX_INTEGER, UserId, commit, find_user
from .schemas import UserCreate, UserPage, UserPublic, UserUpdate

PageNumber = Annotated[int, Query(ge=1, le=MAX_INTEGER)]
PageSize = Annotated[int, Query(ge=1, le=100)]
Search = Annotated[
    str,
    Query(min_length=1, max_length=20, pattern=r"^[^\x00]*$"),
    AfterValidator(str.lower),
]


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    Base.metadata.create_all(engine)
    yield
    engine.dispose()


app = FastAPI(title="Shop", lifespan=lifespan)
add_error_handlers(app)
app.include_router(imports.router)
app.include_router(preferences.router)
app.include_router(reports.router)


@app.get("/users")
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
