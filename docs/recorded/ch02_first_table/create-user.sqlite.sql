BEGIN
INSERT INTO users (username, email) VALUES (?, ?)
-- ('alpha', 'alpha@example.com')
COMMIT
BEGIN
SELECT users.id, users.username, users.email 
FROM users 
WHERE users.id = ?
-- (1,)
ROLLBACK
