INSERT INTO users (username, email, created_at, preferences) VALUES (?, ?, ?, ?) ON CONFLICT (username) DO UPDATE SET email = excluded.email, created_at = excluded.created_at, updated_at = CURRENT_TIMESTAMP, preferences = excluded.preferences
-- ('alpha', 'alpha@example.com', '… …', '{"language": "en"}')
