BEGIN
INSERT INTO users (username, email) VALUES (?, ?)
-- ('alpha', 'alpha@example.com')
SELECT users.username 
FROM users
ROLLBACK
BEGIN
SELECT users.username 
FROM users
ROLLBACK
