from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError


class Plain(BaseModel):
    password: str


class Secret(BaseModel):
    password: SecretStr


class Silent(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    password: SecretStr


for model in (Plain, Secret, Silent):
    print(repr(model.model_validate({"password": "Winter2026"})))
    try:
        model.model_validate({"password": ["Winter2026"]})
    except ValidationError as error:
        print(str(error).splitlines()[2])
