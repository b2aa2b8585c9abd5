from chapters.ch04_crud.main import app

for path, operations in app.openapi()["paths"].items():
    for method, operation in operations.items():
        print(method.upper(), path, *operation["responses"])
