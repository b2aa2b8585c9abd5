"""What the process of the tests and its parent say to each other: lines of JSON.

First the tests' process says `{"collected": [[id, parameters], ...]}`, or `{"broken":
reason}`. Then it takes an `Order`. What comes back carries the number of the run:
`{"pid": 7}`, then `{"start": id, "seconds": 10.0}` and `{"id": id, "outcome":
"passed"}` for each test, `{"done": true}`, and at last `{"ended": status}`, which does
not come from the run itself. A test that has failed brings the facts of `facts.py`.

A run leaves two files in the folder that it tests: what was printed, and where each
thread was when the time was over.
"""

from typing import Any, TypedDict

CANARY = "tests/test_canary.py::test_what_is_wrong_fails"
DUMP = "stuck.txt"
OUTPUT = "output.txt"

Message = dict[str, Any]


class Order(TypedDict):
    """Run these tests, in this order, on the packages in the folder `chapters`.

    `items` are pairs of a test's id and its limit in seconds; `seconds` is the limit
    for all of them; with `all` a failure does not stop the run.
    """

    run: int
    chapters: str
    items: list[tuple[str, float]]
    all: bool
    seconds: float
