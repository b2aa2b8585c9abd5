from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

DATABASE_FILE = Path(__file__).with_name("shop.db")
engine = create_engine(f"sqlite:///{DATABASE_FILE}")
SessionFactory = sessionmaker(engine)


def get_session() -> Iterator[Session]:
    with SessionFactory() as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]
