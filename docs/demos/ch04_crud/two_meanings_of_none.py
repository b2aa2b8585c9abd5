from pydantic import BaseModel


class UserUpdate(BaseModel):
    username: str | None = None
    age: int | None = None


rename = UserUpdate.model_validate_json('{"username": "gamma"}')
print("all fields: ", rename.model_dump())
print("fields sent:", rename.model_dump(exclude_unset=True))

erase = UserUpdate.model_validate_json('{"username": null}')
print("fields sent:", erase.model_dump(exclude_unset=True))
