BEGIN
PRAGMA main.table_info("users")
PRAGMA temp.table_info("users")

CREATE TABLE users (
	id INTEGER NOT NULL, 
	username VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id)
)


COMMIT
