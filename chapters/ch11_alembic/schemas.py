import re
from datetime import date, datetime
from typing import Annotated

from pydantic import (
    MISSING,
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    SecretStr,
    StrictBool,
    StringConstraints,
)

USERNAME = r"^[A-Za-z0-9_]{3,20}$"

Username = Annotated[str, StringConstraints(pattern=USERNAME, to_lower=True)]
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

MAX_PASSWORD = 64


def check_password(password: SecretStr) -> SecretStr:
    text = password.get_secret_value()
    if re.search("[\ud800-\udfff]", text):
        raise ValueError("has half of a character")
    if not all(re.search(kind, text) for kind in ("[a-z]", "[A-Z]", "[0-9]")):
        raise ValueError("needs a lower-case letter, an upper-case letter and a digit")
    return password


Password = Annotated[
    SecretStr,
    Field(min_length=8, max_length=MAX_PASSWORD),
    AfterValidator(check_password),
]


class UserCreate(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    username: Username
    email: Email
    age: Age | None = None
    password: Password


class UserUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: Username | MISSING = MISSING
    email: Email | MISSING = MISSING
    age: Age | None | MISSING = MISSING
    is_active: bool | MISSING = MISSING
    is_admin: bool | MISSING = MISSING


class PasswordChange(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    current_password: SecretStr = SecretStr("")
    new_password: Password


class Token(BaseModel):
    access_token: str
    token_type: str


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


class ErrorPublic(BaseModel):
    detail: str
