"""Delete the newest row, insert another: which id does it get?"""

import sqlite3

connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, name)")
connection.execute("CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, name)")
for table in ("plain", "counted"):
    insert = f"INSERT INTO {table} (name) VALUES (?) RETURNING id"
    (first,) = connection.execute(insert, ["alpha"]).fetchone()
    connection.execute(f"DELETE FROM {table}")
    (second,) = connection.execute(insert, ["eve"]).fetchone()
    print(f"{table}: alpha had id {first}, eve gets id {second}")
