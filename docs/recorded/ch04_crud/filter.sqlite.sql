BEGIN
SELECT users.id, users.username, users.email, users.age, users.is_active, users.is_admin, users.created_at, users.updated_at 
FROM users 
WHERE users.is_active = 0 ORDER BY users.id
 LIMIT ? OFFSET ?
-- (1, 0)
SELECT count(*) AS count_1 
FROM (SELECT users.id AS id, users.username AS username, users.email AS email, users.age AS age, users.is_active AS is_active, users.is_admin AS is_admin, users.created_at AS created_at, users.updated_at AS updated_at 
FROM users 
WHERE users.is_active = 0) AS anon_1
ROLLBACK
