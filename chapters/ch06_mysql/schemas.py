from datetime import datetime
from typing import Annotated

from pydantic import (
    MISSING,
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


class UserCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: Username
    email: Email
    age: Age | None = None


class UserUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: Username | MISSING = MISSING
    email: Email | MISSING = MISSING
    age: Age | None | MISSING = MISSING
    is_active: bool | MISSING = MISSING


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


class ErrorPublic(BaseModel):
    detail: str
