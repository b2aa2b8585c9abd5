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


def without_separators(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


Phone = Annotated[
    str,
    AfterValidator(without_separators),
    StringConstraints(pattern=r"^\+[0-9]{7,15}$"),
]


class UserCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: Username
    email: Email
    age: Age | None = None
    phone: Phone | None = None


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
