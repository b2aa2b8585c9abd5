BEGIN
INSERT INTO users (username, email, age) VALUES (?, ?, ?) RETURNING id, is_active, is_admin, created_at, updated_at, preferences
-- ('zoe', 'zoe@example.com', 30)
COMMIT
BEGIN
SELECT users.id, users.username, users.email, users.age, users.is_active, users.is_admin, users.created_at, users.updated_at, users.preferences 
FROM users 
WHERE users.id = ?
-- (1,)
ROLLBACK
