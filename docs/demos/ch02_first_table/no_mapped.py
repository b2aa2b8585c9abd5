from sqlalchemy.orm import Mapped, mapped_column

from chapters.ch02_first_table.main import Base


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: str
