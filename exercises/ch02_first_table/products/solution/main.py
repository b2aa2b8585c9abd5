from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import MetaData, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

DATABASE_FILE = Path(__file__).with_name("shop.db")
engine = create_engine(f"sqlite:///{DATABASE_FILE}")
SessionFactory = sessionmaker(engine)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    email: Mapped[str]


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price_cents: Mapped[int]
    cost_cents: Mapped[int]


class UserCreate(BaseModel):
    username: str
    email: str


class UserPublic(BaseModel):
    id: int
    username: str
    email: str


class ProductCreate(BaseModel):
    name: str
    price_cents: int
    cost_cents: int


class ProductPublic(BaseModel):
    id: int
    name: str
    price_cents: int


def get_session() -> Iterator[Session]:
    with SessionFactory() as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    Base.metadata.create_all(engine)
    yield


app = FastAPI(title="Shop", lifespan=lifespan)


@app.get("/users", response_model=list[UserPublic])
def list_users(session: SessionDep) -> Sequence[User]:
    return session.scalars(select(User).order_by(User.id)).all()


@app.post("/users", status_code=201, response_model=UserPublic)
def create_user(user_in: UserCreate, session: SessionDep) -> User:
    user = User(username=user_in.username, email=user_in.email)
    session.add(user)
    session.commit()
    return user


@app.get("/users/{user_id}", response_model=UserPublic)
def read_user(user_id: int, session: SessionDep) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise HTTPException(404, "User not found")
    return user


@app.get("/products", response_model=list[ProductPublic])
def list_products(session: SessionDep) -> Sequence[Product]:
    return session.scalars(select(Product).order_by(Product.id)).all()


@app.post("/products", status_code=201, response_model=ProductPublic)
def create_product(product_in: ProductCreate, session: SessionDep) -> Product:
    product = Product(
        name=product_in.name,
        price_cents=product_in.price_cents,
        cost_cents=product_in.cost_cents,
    )
    session.add(product)
    session.commit()
    return product


@app.get("/products/{product_id}", response_model=ProductPublic)
def read_product(product_id: int, session: SessionDep) -> Product:
    product = session.get(Product, product_id)
    if product is None:
        raise HTTPException(404, "Product not found")
    return product
