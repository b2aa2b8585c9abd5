BEGIN
SELECT users.id, users.username, users.email, users.age, users.is_active, users.is_admin, users.created_at, users.updated_at 
FROM users ORDER BY users.id
 LIMIT ? OFFSET ?
-- (10, 20)
SELECT count(users.id) AS count_1 
FROM users
ROLLBACK
