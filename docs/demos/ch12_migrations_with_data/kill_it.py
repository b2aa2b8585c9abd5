import subprocess

command = ["alembic", "upgrade", "0005"]
with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as alembic:
    for line in alembic.stderr or []:
        print(line, end="")
        if "id 3000 " in line:
            alembic.kill()
            break
print("killed:", alembic.returncode)
