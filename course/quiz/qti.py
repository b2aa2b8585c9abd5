"""Write a chapter's quiz as a package of QTI 2.1, for Canvas, Moodle and others.

The package is a zip with one item for each question, a test that holds them all, and
the manifest of IMS Content Packaging 1.1 that names the files. Sources: IMS QTI 2.1
Integration Guide, https://www.imsglobal.org/question/ ; IMS Content Packaging 1.1.4,
https://www.imsglobal.org/content/packaging/ . `qti_item` makes the items.
"""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from course.errors import UsageError
from course.manifest import Chapter

from .bank import Bank
from .qti_item import NAMESPACE, add, make, make_item

PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
TEST = "test.xml"


def make_package(bank: Bank, chapter: Chapter) -> dict[str, bytes]:
    """Return the files of the package, path to content."""
    names = [question.id for question in bank.questions]
    files = {
        f"items/{question.id}.xml": _write(make_item(question), NAMESPACE)
        for question in bank.questions
    }
    title = f"{chapter.number}. {chapter.title}"
    files[TEST] = _write(_make_test(chapter.stem, title, names), NAMESPACE)
    files["imsmanifest.xml"] = _write(_make_manifest(chapter.stem, names), PACKAGE)
    return files


def write_package(files: Mapping[str, bytes], path: Path) -> None:
    """Write the files as a zip, the same bytes for the same files.

    Raises UsageError when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name), content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None


def _make_test(stem: str, title: str, names: Iterable[str]) -> Element:
    test = make("assessmentTest", identifier=stem, title=title)
    part = add(test, "testPart", identifier=f"{stem}-part")
    part.attrib.update(navigationMode="nonlinear", submissionMode="individual")
    section = add(part, "assessmentSection", identifier="questions")
    section.attrib.update(title=title, visible="true")
    for name in names:
        add(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
    return test


def _make_manifest(stem: str, names: Iterable[str]) -> Element:
    manifest = Element(f"{{{PACKAGE}}}manifest", identifier=f"{stem}-quiz")
    metadata = _part(manifest, "metadata")
    _part(metadata, "schema").text = "QTIv2.1 Package"
    _part(metadata, "schemaversion").text = "1.0.0"
    _part(manifest, "organizations")
    resources = _part(manifest, "resources")
    test = _resource(resources, f"{stem}-test", "imsqti_test_xmlv2p1", TEST)
    for name in names:
        _resource(resources, name, "imsqti_item_xmlv2p1", f"items/{name}.xml")
        _part(test, "dependency", identifierref=name)
    return manifest


def _resource(resources: Element, name: str, kind: str, path: str) -> Element:
    resource = _part(resources, "resource", identifier=name, type=kind, href=path)
    _part(resource, "file", href=path)
    return resource


def _part(parent: Element, tag: str, **attributes: str) -> Element:
    return SubElement(parent, f"{{{PACKAGE}}}{tag}", attributes)


def _write(root: Element, namespace: str) -> bytes:
    register_namespace("", namespace)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
