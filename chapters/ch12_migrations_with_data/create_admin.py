"""Make the first admin: python -m chapters.CHAPTER.create_admin NAME EMAIL"""

import argparse
import getpass
import sys

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from .database import SessionFactory
from .errors import ShopError
from .models import User
from .operations import commit
from .revisions import check_revision
from .schemas import UserCreate
from .security import hash_password


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make an admin; asks for a password.")
    parser.add_argument("username")
    parser.add_argument("email")
    parser.add_argument("--force", action="store_true", help="though there is one")
    return parser.parse_args()


def read_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass()
    if password != getpass.getpass("The same again: "):
        sys.exit("These were two different passwords.")
    return password


def validate(username: str, email: str, password: str) -> UserCreate:
    values = {"username": username, "email": email, "password": password}
    try:
        return UserCreate.model_validate(values)
    except ValidationError as error:
        sys.exit("\n".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors()))


def create_admin(session: Session, options: argparse.Namespace) -> User:
    admins = select(User.id).where(User.is_active, User.is_admin)
    if session.scalar(admins.limit(1)) and not options.force:
        sys.exit("There is an active admin already; --force makes another one.")
    user_in = validate(options.username, options.email, read_password())
    values = user_in.model_dump(exclude={"password"})
    user = User(**values, hashed_password=hash_password(user_in.password))
    user.is_admin = True
    session.add(user)
    commit(session, values)
    return user


def main() -> None:
    options = read_arguments()
    try:
        with SessionFactory() as session:
            check_revision(session.connection())
            user = create_admin(session, options)
            sys.stdout.write(f"{user.username} is an admin, with the id {user.id}.\n")
    except ShopError as error:
        sys.exit(f"{error.detail}.")
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        sys.exit(f"The database refuses: {reason}")
    except (EOFError, KeyboardInterrupt, UnicodeError):
        sys.exit("No admin was made.")


if __name__ == "__main__":
    main()
