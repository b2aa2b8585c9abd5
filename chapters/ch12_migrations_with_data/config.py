from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
    PlainValidator,
    SecretStr,
    ValidationError,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DATABASE_FILE = Path(__file__).with_name("shop.db")
DRIVERS = ("sqlite", "mysql+pymysql", "postgresql+psycopg2")


def parse_url(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("is not driver://name:password@host:port/database") from None
    if url.drivername not in DRIVERS:
        raise ValueError(f"begins with none of {', '.join(DRIVERS)}")
    if "@" in (url.host or ""):
        raise ValueError("has a second @; one in a password is written %40")
    if url.database in (None, "", ":memory:"):
        raise ValueError("names no database")
    return url


def check_key(key: SecretStr) -> SecretStr:
    if len(key.get_secret_value().encode()) < 32:
        raise ValueError("has fewer than 32 bytes")
    return key


SecretKey = Annotated[SecretStr, AfterValidator(check_key)]
DatabaseURL = Annotated[URL, NoDecode, PlainValidator(parse_url)]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    database_url: DatabaseURL = URL.create("sqlite", database=str(DATABASE_FILE))
    pool_size: Annotated[int, Field(ge=1)] = 10
    pool_timeout: Annotated[float, Field(gt=0)] = 5
    pool_recycle: Annotated[int, Field(ge=1)] = 1800
    argon2_memory_cost: Annotated[int, Field(ge=8)] = 19 * 1024  # KiB
    argon2_time_cost: Annotated[int, Field(ge=1)] = 2
    secret_key: SecretKey
    token_minutes: Annotated[int, Field(ge=1)] = 30
    failures_per_name: Annotated[int, Field(ge=1)] = 5
    failures_per_address: Annotated[int, Field(ge=1)] = 50
    failure_minutes: Annotated[int, Field(ge=1)] = 15


def explain(error: ErrorDetails) -> str:
    name = str(error["loc"][0]).upper()
    if error["type"] == "missing":
        return f"{name}: is not set; write it into the file .env"
    return f"{name}: {error['msg'].removeprefix('Value error, ')}"


def load_settings() -> Settings:
    try:
        return Settings.model_validate({})
    except ValidationError as error:
        raise SystemExit("\n".join(map(explain, error.errors()))) from None


settings = load_settings()
