from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, SecretStr

from .database import SessionDep
from .dependencies import CurrentUser, RequestedUser
from .errors import WrongPasswordError
from .models import User
from .operations import commit
from .permissions import keep_an_admin
from .schemas import Preferences, UserPublic
from .security import verify_password
from .throttling import AddressDep, throttle

# Not in /docs. That protects nothing: each endpoint checks its caller.
router = APIRouter(include_in_schema=False)


class Unlock(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    password: SecretStr


class UserExport(UserPublic):
    preferences: Preferences


@router.get("/users/{user_id}/export", response_model=UserExport)
def export_user(user: RequestedUser) -> User:
    """Give a user all that the shop knows of her, and nothing that opens a door."""
    return user


@router.post("/users/me/unlock", status_code=204)
def unlock(
    unlock_in: Unlock, caller: CurrentUser, address: AddressDep, session: SessionDep
) -> None:
    """Check the password of somebody who has left her screen for a while."""
    with throttle(session, caller.username, address):
        is_right, _ = verify_password(caller, unlock_in.password)
        if not is_right:
            raise WrongPasswordError


@router.post("/users/{user_id}/close", status_code=204)
def close_account(user: RequestedUser, session: SessionDep) -> None:
    """Deactivate a user, at her own wish or by an admin."""
    keep_an_admin(session, user)
    user.is_active = False
    commit(session, {}, user.id)
