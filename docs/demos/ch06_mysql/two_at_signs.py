from sqlalchemy import URL, make_url

PASSWORD = "p@ss"

url = make_url(f"mysql+pymysql://shop:{PASSWORD}@127.0.0.1/shop")
print("joined:", url.password, "at", url.host)

url = URL.create("mysql+pymysql", "shop", PASSWORD, "127.0.0.1", database="shop")
print("created:", url.password, "at", url.host)
print("for .env:", url.render_as_string(hide_password=False))
print("printed:", url)
