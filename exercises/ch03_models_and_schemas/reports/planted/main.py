from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, HTTPException, Path, Query, Response
from sqlalchemy import func, or_, select

from .database import SessionDep, engine
from .models import Base, Product, User
from .schemas import (
    ProductCreate,
    ProductPage,
    ProductPublic,
    UserCreate,
    UserPage,
    UserPublic,
)

MAX_INTEGER = 2**31 - 1

UserId = Annotated[int, Path(ge=1, le=MAX_INTEGER)]
ProductId = Annotated[int, Path(ge=1, le=MAX_INTEGER)]
PageNumber = Annotated[int, Query(ge=1, le=MAX_INTEGER)]
PageSize = Annotated[int, Query(ge=1, le=100)]


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    Base.metadata.create_all(engine)
    yield


app = FastAPI(title="Shop", lifespan=lifespan)


@app.get("/users")
def list_users(
    session: SessionDep, page: PageNumber = 1, page_size: PageSize = 10
) -> UserPage:
    first = (page - 1) * page_size
    users = session.scalars(
        select(User).order_by(User.id).offset(first).limit(page_size)
    )
    return UserPage(
        items=[UserPublic.model_validate(user) for user in users],
        total=session.scalars(select(func.count(User.id))).one(),
        page=page,
        page_size=page_size,
    )


@app.post("/users", status_code=201, response_model=UserPublic)
def create_user(user_in: UserCreate, session: SessionDep, response: Response) -> User:
    taken = select(User).where(
        or_(User.username == user_in.username, User.email == user_in.email)
    )
    if session.scalars(taken).first() is not None:
        raise HTTPException(409, "Username or email is taken")
    user = User(**user_in.model_dump())
    session.add(user)
    session.commit()
    response.headers["Location"] = f"/users/{user.id}"
    return user


@app.get("/users/{user_id}", response_model=UserPublic)
def read_user(user_id: UserId, session: SessionDep) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise HTTPException(404, "User not found")
    return user


@app.get("/products")
def list_products(
    session: SessionDep, page: int = 1, page_size: int = 10
) -> ProductPage:
    first = (page - 1) * page_size
    products = session.scalars(select(Product).offset(first).limit(page_size))
    return ProductPage(
        items=[ProductPublic.model_validate(product) for product in products],
        total=session.scalars(select(func.count(Product.id))).one(),
        page=page,
        page_size=page_size,
    )


@app.post("/products", status_code=201, response_model=ProductPublic)
def create_product(
    product_in: ProductCreate, session: SessionDep, response: Response
) -> Product:
    product = Product(**product_in.model_dump())
    session.add(product)
    session.commit()
    response.headers["Location"] = f"/products/{product.id}"
    return product


@app.get("/products/{product_id}", response_model=ProductPublic)
def read_product(product_id: ProductId, session: SessionDep) -> Product:
    product = session.get(Product, product_id)
    if product is None:
        raise HTTPException(404, "Product not found")
    return product
