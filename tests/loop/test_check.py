"""What a check answers to copies that are right, wrong, broken or hostile."""

import shutil
from dataclasses import replace
from pathlib import Path

from course.check.checker import Answer
from course.check.checker import check as check_plan
from course.check.explain import Explanation
from course.check.plan import Plan
from course.check.verdict import Kind, Outcome
from course.manifest import ROOT, find_chapter
from course.teaching import load_steps

from .conftest import Check, change, silent

FIRST_LINE = "from collections.abc import AsyncIterator\n"


def the_failure(answer: Answer) -> Explanation:
    assert not answer.passed
    assert len(answer.explanations) == 1
    return answer.explanations[0]


def begin_with(copy: Path, code: str) -> None:
    """Put code at the top of the copy's main.py."""
    change(copy / "main.py", FIRST_LINE, code + "\n" + FIRST_LINE)


def test_our_chapter_passes(check: Check, copy: Path) -> None:
    answer = check(copy)

    assert answer.passed
    assert answer.count(Outcome.PASSED) == answer.total > 100


def test_the_chapter_before_fails_at_the_first_new_promise(
    check: Check, chapter_3_renamed: Path
) -> None:
    answer = check(chapter_3_renamed)

    told = the_failure(answer)
    assert told.promise == "The answer says what is taken"
    assert told.sent.startswith('POST /users {"username":"alpha"')
    assert told.expected == "body {'detail': 'Username is already taken'}"
    assert told.came == "body {'detail': 'Username or email is taken'}"

    assert told.section == 'chapter 4, "Insert first, explain afterwards"'
    assert told.page.endswith(("ch04_crud.md#insert-first", ".html#insert-first"))
    assert told.place is not None
    assert told.place.file == chapter_3_renamed / "main.py"
    assert told.place.name == "create_user"

    old_promises = sum(item.step.chapter.number < 4 for item in answer.verdict.outcomes)
    assert answer.count(Outcome.PASSED) == old_promises
    assert answer.count(Outcome.NOT_REACHED) == answer.total - old_promises - 1


def test_a_broken_promise_of_an_earlier_chapter_comes_first(
    check: Check, copy: Path
) -> None:
    change(copy / "errors.py", 'detail = "User not found"', 'detail = "No user"')

    told = the_failure(check(copy))

    assert told.promise == "An unknown id is 404"
    assert told.section == 'chapter 3, "An id that no row can have"'


def test_all_goes_on_but_not_to_what_needs_a_failed_section(
    check: Check, chapter_3_renamed: Path
) -> None:
    answer = check(chapter_3_renamed, everything=True)

    sections = {item.step.section for item in answer.verdict.outcomes}
    waiting = {
        item.step.section
        for item, outcome in answer.verdict.outcomes.items()
        if outcome == Outcome.NOT_REACHED
    }
    assert waiting == {"race", "stale", "errors"} < sections
    failed = {failure.item.step.section for failure in answer.verdict.failures}
    assert failed == {"insert-first", "patch", "delete", "filter"}


def test_an_endpoint_that_is_missing_is_named(check: Check, copy: Path) -> None:
    old = '@app.patch(\n    "/users/'
    change(copy / "main.py", old, old.replace("users", "user"))

    told = the_failure(check(copy))

    assert told.note == "No function in your application answers PATCH /users/7."
    assert told.expected == "status 200"
    assert told.came == 'status 405, {"detail":"Method Not Allowed"}'


def test_a_syntax_error_is_shown_where_it_is(check: Check, copy: Path) -> None:
    (copy / "errors.py").write_text("class ShopError(Exception:\n    pass\n")

    told = the_failure(check(copy))

    assert told.promise == "The chapter can be loaded"
    assert told.section == 'chapter 4, "What is new"'
    assert told.came.startswith("SyntaxError: ")
    assert str(told.place).endswith("errors.py:1")


def test_a_missing_file_is_shown_where_it_is_wanted(check: Check, copy: Path) -> None:
    (copy / "errors.py").unlink()

    told = the_failure(check(copy))

    assert (
        told.came == "ModuleNotFoundError: No module named 'chapters.ch04_crud.errors'"
    )
    assert told.place is not None
    assert told.place.file == copy / "main.py"


def test_an_error_in_an_endpoint_is_a_500_with_its_line(
    check: Check, copy: Path
) -> None:
    change(
        copy / "main.py",
        "    values = user_in.model_dump()\n    user = ",
        "    user = ",
    )

    told = the_failure(check(copy))

    assert told.came.startswith("NameError: name 'values'")
    assert told.place is not None
    assert told.place.name == "create_user"
    assert "500" in told.note


def test_what_a_model_lets_through_leads_to_the_model(check: Check, copy: Path) -> None:
    change(copy / "models.py", "age BETWEEN 1 AND 120", "age > -5")

    told = the_failure(check(copy))

    assert (told.expected, told.came) == ("the error DatabaseError", "no error")
    assert told.place is not None
    assert (told.place.file, told.place.name) == (copy / "models.py", "User")


def test_an_endless_loop_is_shown_with_its_line(check: Check, copy: Path) -> None:
    begin_with(copy, "while True:\n    pass")

    answer = check(copy, seconds=1)

    told = the_failure(answer)
    assert answer.verdict.failures[0].kind == Kind.STUCK
    assert told.expected == "an end within 1 seconds"
    assert str(told.place).endswith(("main.py:1", "main.py:2"))


def test_an_endless_loop_in_an_endpoint_is_shown_with_its_line(
    check: Check, copy: Path
) -> None:
    change(
        copy / "main.py",
        "    for name, value in values",
        "    while user: pass\n    for name, value in values",
    )

    told = the_failure(check(copy, seconds=3))

    assert told.promise == "Only the field that was sent changes"
    assert told.place is not None
    assert told.place.name == "update_user"
    assert told.note == "Your program was in this line when the time was over."


def test_a_loop_that_stops_the_clock_is_ended_from_outside(
    check: Check, copy: Path
) -> None:
    begin_with(
        copy,
        "import faulthandler\nfaulthandler.cancel_dump_traceback_later()\n"
        "while True:\n    pass",
    )

    answer = check(copy, seconds=1)

    assert the_failure(answer).came == "it was still running"
    assert answer.verdict.failures[0].kind == Kind.STUCK


DELETE_THE_TESTS = (
    "import shutil, sys\nfrom pathlib import Path\n"
    "shutil.rmtree(Path(sys.modules['tests'].__file__).parent, ignore_errors=True)"
)


def test_a_copy_that_deletes_the_tests_is_tested_all_the_same(
    check: Check, copy: Path
) -> None:
    begin_with(copy, DELETE_THE_TESTS)

    answer = check(copy)

    assert answer.passed
    assert (ROOT / "tests/ch04_crud/test_update.py").is_file()


def test_a_wrong_copy_that_deletes_the_tests_fails_as_before(
    check: Check, chapter_3_renamed: Path
) -> None:
    begin_with(chapter_3_renamed, DELETE_THE_TESTS)

    told = the_failure(check(chapter_3_renamed))

    assert told.promise == "The answer says what is taken"


def test_what_is_printed_is_cut_and_does_not_disturb(
    check: Check, chapter_3_renamed: Path
) -> None:
    file = chapter_3_renamed / "main.py"
    change(
        file, "    session.add(user)", "    print('x' * 2**20)\n    session.add(user)"
    )

    told = the_failure(check(chapter_3_renamed))

    assert told.promise == "The answer says what is taken"
    assert told.printed.startswith("(1,048,077 bytes before this are left out)\nxxx")
    assert len(told.printed) < 600


def test_endless_printing_meets_a_limit(check: Check, copy: Path) -> None:
    change(
        copy / "main.py",
        "    values = user_in.model_dump()\n    user = ",
        "    while True: print('x' * 2**20)\n    user = ",
    )

    told = the_failure(check(copy))

    assert told.came == "OSError: [Errno 27] File too large"


def test_ending_the_process_is_no_pass(check: Check, copy: Path) -> None:
    begin_with(copy, "import os\nos._exit(0)")

    answer = check(copy)

    told = the_failure(answer)
    assert told.came == "the whole process ended, with exit code 0"
    assert answer.count(Outcome.PASSED) == 0


def test_ending_it_late_is_no_pass(check: Check, copy: Path) -> None:
    change(
        copy / "main.py",
        "    session.delete(find_user(session, user_id))\n",
        "    import os\n\n    os._exit(0)\n",
    )

    answer = check(copy)

    assert the_failure(answer).promise == "A deleted user is gone"
    assert 0 < answer.count(Outcome.PASSED) < answer.total - 1


def test_a_crash_names_its_signal(check: Check, copy: Path) -> None:
    begin_with(copy, "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")

    told = the_failure(check(copy))

    assert told.came == "the whole process ended, by SIGSEGV"


def test_leaving_the_run_is_no_pass(check: Check, copy: Path) -> None:
    begin_with(copy, "import pytest\npytest.exit('enough', 0)")

    answer = check(copy)

    assert not answer.passed
    assert answer.count(Outcome.PASSED) == 0


def test_skipping_from_the_copy_is_no_pass(check: Check, copy: Path) -> None:
    begin_with(copy, "import pytest\npytest.skip('no', allow_module_level=True)")

    told = the_failure(check(copy))

    assert told.came == "your code skipped it"


def test_expecting_to_fail_is_no_pass(check: Check, copy: Path) -> None:
    begin_with(copy, "import pytest\npytest.xfail('yes')")

    assert not check(copy).passed


def test_a_pytest_that_runs_nothing_is_noticed(
    check: Check, chapter_3_renamed: Path
) -> None:
    begin_with(
        chapter_3_renamed,
        "import pytest\npytest.Function.runtest = lambda self: None",
    )

    answer = check(chapter_3_renamed)

    assert answer.verdict.failures[0].kind == Kind.FORGED
    assert "changes pytest itself" in the_failure(answer).note


def test_closing_all_channels_is_no_pass(check: Check, copy: Path) -> None:
    begin_with(copy, "import os\nos.closerange(3, 256)")

    assert not check(copy).passed


def test_a_check_leaves_the_copy_as_it_was(check: Check, copy: Path) -> None:
    (copy / "shop.db").write_bytes(b"mine")
    before = {path: path.read_bytes() for path in sorted(copy.rglob("*"))}

    check(copy)

    assert {path: path.read_bytes() for path in sorted(copy.rglob("*"))} == before


def test_what_a_test_asks_of_our_chapter_is_at_hand() -> None:
    chapter = find_chapter(5)
    (step,) = (s for s in load_steps(chapter) if s.section == "cannot-fail")
    tests = tuple(test for test in step.tests if "planted_in_our_chapter" in test)
    plan = Plan(chapter, None, (replace(step, tests=tests),))

    assert check_plan(plan, chapter.path, progress=silent).passed
    assert tests


def test_the_copy_of_another_run_is_forgotten(
    check: Check, copy: Path, chapter_3_renamed: Path
) -> None:
    assert not check(chapter_3_renamed).passed
    shutil.rmtree(copy)
    shutil.copytree(ROOT / "chapters/ch04_crud", copy)

    assert check(copy).passed
