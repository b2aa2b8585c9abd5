BEGIN
SELECT users.id, users.username, users.email 
FROM users ORDER BY users.id
ROLLBACK
BEGIN
SELECT users.id, users.username, users.email 
FROM users 
WHERE users.id = ?
-- (1,)
ROLLBACK
