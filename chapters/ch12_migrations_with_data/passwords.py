from fastapi import APIRouter

from .database import SessionDep
from .dependencies import CurrentUser, RequestedUser
from .errors import GARBLED, NOT_FOUND, PROTECTED, THROTTLED, WrongPasswordError
from .models import User
from .operations import commit
from .schemas import PasswordChange
from .security import hash_password, verify_password
from .throttling import AddressDep, throttle

router = APIRouter(responses=GARBLED | PROTECTED | NOT_FOUND | THROTTLED)


@router.put("/users/{user_id}/password", status_code=204)
def change_password(
    user: RequestedUser,
    change: PasswordChange,
    caller: CurrentUser,
    address: AddressDep,
    session: SessionDep,
) -> None:
    """Change a password; one's own needs the present one, also an admin's."""
    if user.id == caller.id:
        with throttle(session, user.username, address):
            check_current_password(user, change)
    user.hashed_password = hash_password(change.new_password)
    user.token_version = User.token_version + 1
    commit(session, {}, user.id)


def check_current_password(user: User, change: PasswordChange) -> None:
    is_right, _ = verify_password(user, change.current_password)
    if not is_right:
        raise WrongPasswordError
