"""What `course export-quiz` writes is QTI 2.1.

`qti_items.xsd` is a substitute for the standard's schema; it says what it is worth.
"""

import os
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, fromstring

import pytest
import xmlschema

from course.manifest import Chapter
from course.quiz.qti import PACKAGE, make_package, write_package
from course.quiz.qti_item import NAMESPACE, make_item

from .test_proofs import BANKS, CHAPTERS

OURS = Path(__file__).with_name("qti_items.xsd")
THEIRS = os.environ.get("QTI_XSD")
Q = {"q": NAMESPACE, "p": PACKAGE}


@pytest.fixture(scope="module", params=[OURS, THEIRS], ids=["substitute", "standard"])
def schema(request: pytest.FixtureRequest) -> xmlschema.XMLSchema:
    """The schema of QTI 2.1: our substitute, and the standard's if it is there."""
    if request.param is None:
        pytest.skip("the standard's schema: name imsqti_v2p1p1.xsd with QTI_XSD")
    return xmlschema.XMLSchema(request.param)


@pytest.fixture(params=CHAPTERS, ids=lambda chapter: chapter.stem)
def chapter(request: pytest.FixtureRequest) -> Chapter:
    """Each chapter with a bank."""
    found: Chapter = request.param
    return found


def test_every_item_and_test_is_valid(
    schema: xmlschema.XMLSchema, chapter: Chapter
) -> None:
    files = make_package(BANKS[chapter.stem], chapter)
    items = [content for name, content in files.items() if name != "imsmanifest.xml"]

    errors = [e for item in items for e in schema.iter_errors(fromstring(item))]

    assert errors == []
    assert len(items) == len(BANKS[chapter.stem].questions) + 1


@pytest.mark.parametrize("mistake", ["missing", "unknown", "twice", "misplaced"])
def test_the_substitute_refuses_what_the_standard_does(mistake: str) -> None:
    item = make_item(BANKS["ch04_crud"].questions[0])
    choices = item.findall(".//q:simpleChoice", Q)
    if mistake == "missing":
        del item.attrib["timeDependent"]
    elif mistake == "unknown":
        SubElement(item, f"{{{NAMESPACE}}}answer")
    elif mistake == "twice":
        choices[0].set("identifier", "O2")
    else:
        item.insert(0, item[-1])

    assert not xmlschema.XMLSchema(OURS).is_valid(item)


def test_the_right_answers_are_in_the_items(chapter: Chapter) -> None:
    for question in BANKS[chapter.stem].questions:
        item = make_item(question)

        right = [option.correct for option in question.options]
        values = [v.text for v in item.findall(".//q:correctResponse/q:value", Q)]
        choices = item.findall(".//q:choiceInteraction/q:simpleChoice", Q)
        if choices:
            names = [choice.get("identifier") for choice in choices]
            assert [name in values for name in names] == right
        assert _shown(item) >= {"EXPLANATION"} | {c.get("identifier") for c in choices}


def test_the_manifest_names_every_file(chapter: Chapter) -> None:
    files = make_package(BANKS[chapter.stem], chapter)

    manifest = fromstring(files["imsmanifest.xml"])

    named = [file.get("href") for file in manifest.findall(".//p:file", Q)]
    assert sorted(map(str, named)) == sorted(set(files) - {"imsmanifest.xml"})
    items = [
        ref.get("href")
        for ref in fromstring(files["test.xml"]).iter()
        if ref.get("href")
    ]
    assert set(map(str, items)) == set(files) - {"imsmanifest.xml", "test.xml"}


def test_the_same_questions_give_the_same_bytes(tmp_path: Path) -> None:
    files = make_package(BANKS["ch04_crud"], CHAPTERS[-1])

    for name in ("one.zip", "folder/other.zip"):
        write_package(files, tmp_path / name)

    one, other = tmp_path / "one.zip", tmp_path / "folder/other.zip"
    assert one.read_bytes() == other.read_bytes()
    assert zipfile.ZipFile(one).testzip() is None


def _shown(item: Element) -> set[str | None]:
    return {
        feedback.get("identifier") for feedback in item.findall("q:modalFeedback", Q)
    }
