BEGIN
WITH days AS 
(SELECT CAST(users.created_at AT TIME ZONE 'UTC' AS DATE) AS day, count(*) AS new_users 
FROM users GROUP BY CAST(users.created_at AT TIME ZONE 'UTC' AS DATE))
 SELECT days.day, days.new_users, sum(days.new_users) OVER (ORDER BY days.day) AS total_users 
FROM days ORDER BY days.day
ROLLBACK
