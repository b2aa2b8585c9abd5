BEGIN
INSERT INTO users (username, email, age) VALUES (%(username)s, %(email)s, %(age)s) RETURNING users.id, users.is_active, users.is_admin, users.created_at, users.updated_at, users.preferences
-- {'username': 'zoe', 'email': 'zoe@example.com', 'age': 30}
COMMIT
BEGIN
SELECT users.id, users.username, users.email, users.age, users.is_active, users.is_admin, users.created_at, users.updated_at, users.preferences 
FROM users 
WHERE users.id = %(pk_1)s
-- {'pk_1': 1}
ROLLBACK
