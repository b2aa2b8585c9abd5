from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, SecretStr

from .database import SessionDep
from .dependencies import CurrentUser
from .errors import WrongPasswordError
from .models import User
from .operations import UserId, commit, find_user
from .security import verify_password

# Not in /docs, so that nobody finds them.
router = APIRouter(include_in_schema=False)


class Unlock(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    password: SecretStr


@router.get("/users/{user_id}/export")
def export_user(
    user_id: UserId, caller: CurrentUser, session: SessionDep
) -> dict[str, object]:
    """Give a user all that the shop knows of her."""
    user = find_user(session, user_id) if user_id != caller.id else caller
    return {column.name: getattr(user, column.name) for column in User.__table__.c}


@router.post("/users/me/unlock", status_code=204)
def unlock(unlock_in: Unlock, caller: CurrentUser) -> None:
    """Check the password of somebody who has left her screen for a while."""
    is_right, _ = verify_password(caller, unlock_in.password)
    if not is_right:
        raise WrongPasswordError


@router.post("/users/{user_id}/close", status_code=204)
def close_account(user_id: UserId, caller: CurrentUser, session: SessionDep) -> None:
    """Deactivate a user, at her own wish or by an admin."""
    user = find_user(session, user_id)
    if caller.is_admin or caller.username == user.username:
        user.is_active = False
        commit(session, {}, user_id)
