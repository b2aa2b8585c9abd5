from datetime import date, datetime
from typing import Annotated

from pydantic import (
    MISSING,
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    StrictBool,
    StringConstraints,
)

Username = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_]{3,20}$", to_lower=True)
]
Email = Annotated[EmailStr, AfterValidator(str.lower)]
Age = Annotated[int, Field(ge=1, le=120)]

MAX_PREFERENCES = 50

PreferenceName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,30}$")]
PreferenceNumber = Annotated[int, Field(strict=True, ge=-(2**31), lt=2**31)]
PreferenceText = Annotated[
    str, StringConstraints(strict=True, max_length=200, pattern=r"^[^\x00]*$")
]
Preference = StrictBool | PreferenceNumber | PreferenceText
Preferences = dict[str, bool | int | str]
PreferencesUpdate = Annotated[
    dict[PreferenceName, Preference | None],
    Field(
        max_length=MAX_PREFERENCES, json_schema_extra={"additionalProperties": False}
    ),
]


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


class SignupDay(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    day: date
    new_users: int
    total_users: int


class LanguageRank(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    language: str
    users: int
    rank: int


class ErrorPublic(BaseModel):
    detail: str
