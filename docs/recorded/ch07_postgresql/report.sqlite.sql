BEGIN
WITH days AS 
(SELECT date(users.created_at) AS day, count(*) AS new_users 
FROM users GROUP BY date(users.created_at))
 SELECT days.day, days.new_users, sum(days.new_users) OVER (ORDER BY days.day) AS total_users 
FROM days ORDER BY days.day
ROLLBACK
