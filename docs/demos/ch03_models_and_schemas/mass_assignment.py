"""Send is_admin to three schemas: one takes it, one ignores it, one refuses it."""

from pydantic import BaseModel, ConfigDict, ValidationError

BODY = {"username": "eve", "is_admin": True}


class Taking(BaseModel):
    username: str
    is_admin: bool = False


class Ignoring(BaseModel):
    username: str


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: str


for schema in (Taking, Ignoring, Strict):
    try:
        print(schema.__name__, schema.model_validate(BODY).model_dump())
    except ValidationError as error:
        print(schema.__name__, error)
