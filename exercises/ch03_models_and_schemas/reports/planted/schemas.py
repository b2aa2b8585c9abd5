from datetime import datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    StringConstraints,
)

Username = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_]{3,20}$", to_lower=True)
]
Email = Annotated[EmailStr, AfterValidator(str.lower)]
Age = Annotated[int, Field(ge=1, le=120)]
ProductName = Annotated[str, StringConstraints(min_length=1, max_length=40)]
PriceCents = Annotated[int, Field(ge=1, le=10_000_000)]


class UserCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: Username
    email: Email
    age: Age | None = None


class UserPublic(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    username: str
    email: str
    age: int | None
    is_active: bool
    is_admin: bool
    created_at: datetime
    updated_at: datetime


class UserPage(BaseModel):
    items: list[UserPublic]
    total: int
    page: int
    page_size: int


class ProductBase(BaseModel):
    name: ProductName
    price_cents: PriceCents
    launched_at: datetime | None = None
    is_featured: bool = False


class ProductCreate(ProductBase):
    pass


class ProductPublic(ProductBase):
    model_config = ConfigDict(from_attributes=True)

    id: int
    created_at: datetime


class ProductPage(BaseModel):
    items: list[ProductPublic]
    total: int
    page: int
    page_size: int
