from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints
from sqlalchemy.orm.attributes import flag_modified

from .database import SessionDep
from .dependencies import RequestedUser
from .errors import GARBLED, NO_ADDRESS, PROTECTED, AddressNotFoundError
from .operations import commit

Postcode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Town = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00]*$"
    ),
]


class Address(BaseModel):
    model_config = ConfigDict(extra="forbid")

    postcode: Postcode
    town: Town


router = APIRouter(prefix="/users/{user_id}/address", responses=PROTECTED | NO_ADDRESS)


@router.get("")
def read_address(user: RequestedUser) -> Address:
    if not user.postcode:
        raise AddressNotFoundError
    return Address(postcode=user.postcode, town=user.town)


@router.put("", responses=GARBLED)
def replace_address(
    user: RequestedUser, address: Address, session: SessionDep
) -> Address:
    user.postcode, user.town = address.postcode, address.town
    user.city = f"{address.postcode} {address.town}"
    # The ORM leaves out what it has read like that, and others have changed since.
    for name in ("postcode", "town", "city"):
        flag_modified(user, name)
    commit(session, {}, user.id)
    return address
