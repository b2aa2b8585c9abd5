import sys

from chapters.ch09_jwt.errors import NotAuthenticatedError
from chapters.ch09_jwt.security import read_token

try:
    print(read_token(sys.argv[1]))
except NotAuthenticatedError as error:
    print("refused:", error.__cause__)
