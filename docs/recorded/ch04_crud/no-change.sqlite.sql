BEGIN
SELECT users.id, users.username, users.email, users.age, users.is_active, users.is_admin, users.created_at, users.updated_at 
FROM users 
WHERE users.id = ?
-- (1,)
COMMIT
BEGIN
SELECT users.id, users.username, users.email, users.age, users.is_active, users.is_admin, users.created_at, users.updated_at 
FROM users 
WHERE users.id = ?
-- (1,)
ROLLBACK
