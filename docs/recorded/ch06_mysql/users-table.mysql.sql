CREATE TABLE users (
	id INTEGER NOT NULL AUTO_INCREMENT, 
	username VARCHAR(20) COLLATE utf8mb4_bin NOT NULL, 
	email VARCHAR(254) COLLATE utf8mb4_bin NOT NULL, 
	age INTEGER, 
	is_active BOOL NOT NULL DEFAULT true, 
	is_admin BOOL NOT NULL DEFAULT false, 
	created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)), 
	updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)), 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT ck_users_username_lower CHECK (username = lower(username)), 
	CONSTRAINT ck_users_email_lower CHECK (email = lower(email)), 
	CONSTRAINT ck_users_age_range CHECK (age BETWEEN 1 AND 120), 
	CONSTRAINT uq_users_username UNIQUE (username), 
	CONSTRAINT uq_users_email UNIQUE (email)
)
