from sqlalchemy import create_engine

create_engine("mysql://shop:secret@127.0.0.1/shop")
