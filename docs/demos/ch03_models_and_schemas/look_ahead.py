"""Ask a pattern for at least one letter, as many tutorials do."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

Username = Annotated[
    str, StringConstraints(pattern=r"^(?=.*[A-Za-z])[A-Za-z0-9_]{3,20}$")
]


class UserCreate(BaseModel):
    username: Username
