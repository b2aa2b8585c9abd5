"""Ask for at least one letter: the pattern stays plain, a function does the rest."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, StringConstraints, ValidationError


def has_letter(name: str) -> str:
    if not any(character.isalpha() for character in name):
        raise ValueError("a name needs a letter")
    return name


Username = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_]{3,20}$"),
    AfterValidator(has_letter),
]


class UserCreate(BaseModel):
    username: Username


for name in ("alpha_1", "123"):
    try:
        print(UserCreate(username=name))
    except ValidationError as error:
        print(error)
