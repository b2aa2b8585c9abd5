from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints

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
    if not user.city:
        raise AddressNotFoundError
    postcode, _, town = user.city.partition(" ")
    return Address(postcode=postcode, town=town)


@router.put("", responses=GARBLED)
def replace_address(
    user: RequestedUser, address: Address, session: SessionDep
) -> Address:
    user.city = f"{address.postcode} {address.town}"
    commit(session, {}, user.id)
    return address
