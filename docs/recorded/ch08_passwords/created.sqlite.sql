INSERT INTO users (username, email, age, hashed_password) VALUES (?, ?, ?, ?) RETURNING id, is_active, is_admin, created_at, updated_at, preferences
-- ('zoe', 'zoe@example.com', None, '$argon2id$…')
