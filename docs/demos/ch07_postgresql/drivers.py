from sqlalchemy import create_engine
from sqlalchemy.exc import NoSuchModuleError

for begin in ("postgres", "postgresql", "postgresql+psycopg2"):
    try:
        engine = create_engine(f"{begin}://shop@127.0.0.1/shop")
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        print(f"{begin}:// {error}")
    else:
        print(f"{begin}:// is spoken by {engine.driver}")
