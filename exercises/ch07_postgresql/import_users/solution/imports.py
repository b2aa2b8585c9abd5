from fastapi import APIRouter
from sqlalchemy import Insert
from sqlalchemy.orm import Session

from .database import SessionDep
from .dialects import insert_new
from .models import User
from .schemas import ImportResult, UserImport

router = APIRouter(prefix="/users/import")


def count_inserted(session: Session, insert: Insert) -> int:
    connection = session.connection(execution_options={"preserve_rowcount": True})
    return connection.execute(insert).rowcount


@router.post("")
def import_users(users_in: UserImport, session: SessionDep) -> ImportResult:
    """Store the users whose name and address nobody has, and count the others."""
    rows = [user.model_dump() for user in users_in.users]
    dialect = session.get_bind().dialect
    new = count_inserted(session, insert_new(dialect, User, rows))
    session.commit()
    return ImportResult(new=new, skipped=len(rows) - new)
