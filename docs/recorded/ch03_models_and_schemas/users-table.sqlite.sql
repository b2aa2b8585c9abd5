CREATE TABLE users (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	username VARCHAR(20) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	age INTEGER, 
	is_active BOOLEAN DEFAULT 1 NOT NULL, 
	is_admin BOOLEAN DEFAULT 0 NOT NULL, 
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	CONSTRAINT ck_users_username_lower CHECK (username = lower(username)), 
	CONSTRAINT ck_users_email_lower CHECK (email = lower(email)), 
	CONSTRAINT ck_users_age_range CHECK (age BETWEEN 1 AND 120), 
	CONSTRAINT uq_users_username UNIQUE (username), 
	CONSTRAINT uq_users_email UNIQUE (email)
)
