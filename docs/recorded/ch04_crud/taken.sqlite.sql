BEGIN
INSERT INTO users (username, email, age) VALUES (?, ?, ?) RETURNING id, is_active, is_admin, created_at, updated_at
-- ('gamma', 'alpha@example.com', 30)
ROLLBACK
BEGIN
SELECT users.id 
FROM users 
WHERE users.id != ? AND users.username = ?
-- (0, 'gamma')
SELECT users.id 
FROM users 
WHERE users.id != ? AND users.email = ?
-- (0, 'alpha@example.com')
ROLLBACK
