import sqlite3

database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, username VARCHAR)")
database.execute("INSERT INTO users (username) VALUES (?)", ["alpha"])
database.execute("INSERT INTO users (username) VALUES (?)", ["beta"])

for row in database.execute("SELECT id, username FROM users WHERE id = ?", [2]):
    print(row)

database.close()
