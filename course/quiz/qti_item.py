"""A question as an `assessmentItem` of QTI 2.1, the exchange format of 1EdTech (IMS).

Source: IMS Question & Test Interoperability, Assessment Test, Section and Item
Information Model, version 2.1, https://www.imsglobal.org/question/ . An option becomes
a `simpleChoice`, a line of `order` too, a blank a `textEntryInteraction`. What there is
to say about an option, and the explanation, are `modalFeedback` elements, which the
outcome FEEDBACK names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, fromstring

from markdown import Markdown

from .options import Option
from .questions import AnyQuestion, Fill, Http, Order, Sql

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
RESPONSE, SCORE, FEEDBACK = "RESPONSE", "SCORE", "FEEDBACK"
EXPLANATION = "EXPLANATION"


@dataclass(frozen=True)
class Form:
    """How a kind of question is answered in QTI.

    `accepted` are all right answers, each a list of values: one for `single`.
    """

    cardinality: str
    base: str
    accepted: Sequence[Sequence[str]]
    interaction: Element


def make_item(question: AnyQuestion) -> Element:
    """Return the question's `assessmentItem`; a right answer scores 1, any other 0."""
    form = _form(question)
    item = make("assessmentItem", identifier=question.id, title=question.id)
    item.attrib.update(adaptive="false", timeDependent="false")
    item.append(_response(form))
    score = add(item, "outcomeDeclaration", identifier=SCORE)
    score.attrib.update(cardinality="single", baseType="float")
    feedback = add(item, "outcomeDeclaration", identifier=FEEDBACK)
    feedback.attrib.update(cardinality="multiple", baseType="identifier")
    body = add(item, "itemBody")
    body.extend(_prompt(question))
    body.append(form.interaction)
    item.append(_processing(form))
    item.extend(_feedbacks(question))
    return item


def make(tag: str, **attributes: str) -> Element:
    """Return an element of QTI."""
    return Element(f"{{{NAMESPACE}}}{tag}", attributes)


def add(parent: Element, tag: str, **attributes: str) -> Element:
    """Add an element of QTI to its parent, and return it."""
    return SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _form(question: AnyQuestion) -> Form:
    if isinstance(question, Order):
        return _order(question)
    return _fill(question) if isinstance(question, Fill) else _choice(question)


def _choice(question: AnyQuestion) -> Form:
    numbered = [(f"O{n}", option) for n, option in enumerate(question.options, 1)]
    right = [name for name, option in numbered if option.correct]
    interaction = make("choiceInteraction", responseIdentifier=RESPONSE)
    most = "1" if len(right) == 1 else "0"  # 0 for as many as one likes
    interaction.attrib.update(shuffle="false", maxChoices=most)
    for name, option in numbered:
        add(interaction, "simpleChoice", identifier=name).extend(_label(option))
    cardinality = "single" if len(right) == 1 else "multiple"
    return Form(cardinality, "identifier", [right], interaction)


def _order(question: Order) -> Form:
    interaction = make("orderInteraction", responseIdentifier=RESPONSE)
    interaction.set("shuffle", "false")
    for number in question.shown:
        choice = add(interaction, "simpleChoice", identifier=f"L{number}")
        choice.append(_pre(question.lines[number - 1]))
    orders = [[f"L{number}" for number in order] for order in question.orders]
    return Form("ordered", "identifier", orders, interaction)


def _fill(question: Fill) -> Form:
    paragraph = make("p")
    entry = add(paragraph, "textEntryInteraction", responseIdentifier=RESPONSE)
    entry.set("expectedLength", "40")
    right = [option for option in question.options if option.correct]
    spellings = [[spelling] for option in right for spelling in option.spellings]
    return Form("single", "string", spellings, paragraph)


def _response(form: Form) -> Element:
    """Declare the answer, the first right one, and for a text how each one scores."""
    response = make("responseDeclaration", identifier=RESPONSE)
    response.attrib.update(cardinality=form.cardinality, baseType=form.base)
    correct = add(response, "correctResponse")
    for value in form.accepted[0]:
        add(correct, "value").text = value
    if form.base == "string":
        mapping = add(response, "mapping", defaultValue="0")
        for (spelling,) in form.accepted:
            add(mapping, "mapEntry", mapKey=spelling, mappedValue="1")
    return response


def _processing(form: Form) -> Element:
    """Score 1 for one of the right answers, and name the feedback to be shown."""
    processing = make("responseProcessing")
    condition = add(processing, "responseCondition")
    is_right = add(condition, "responseIf")
    matches = is_right if len(form.accepted) == 1 else add(is_right, "or")
    for values in form.accepted:
        match = add(matches, "match")
        add(match, "variable", identifier=RESPONSE)
        match.append(_value(form, values))
    _set(is_right, SCORE, "float", "1")
    _set(add(condition, "responseElse"), SCORE, "float", "0")
    shown = add(processing, "setOutcomeValue", identifier=FEEDBACK)
    names = add(shown, "multiple")
    if form.base == "identifier" and form.cardinality != "ordered":
        add(names, "variable", identifier=RESPONSE)
    add(names, "baseValue", baseType="identifier").text = EXPLANATION
    return processing


def _value(form: Form, values: Sequence[str]) -> Element:
    if form.cardinality == "single":
        (value,) = values
        single = make("baseValue", baseType=form.base)
        single.text = value
        return single
    container = make(form.cardinality)
    for value in values:
        add(container, "baseValue", baseType=form.base).text = value
    return container


def _set(parent: Element, outcome: str, base: str, value: str) -> None:
    setting = add(parent, "setOutcomeValue", identifier=outcome)
    add(setting, "baseValue", baseType=base).text = value


def _prompt(question: AnyQuestion) -> Iterator[Element]:
    yield from _blocks(question.prompt)
    if question.code:
        yield _pre(question.code.strip("\n"))
    if isinstance(question, Http | Sql) and question.requests:
        yield _pre("\n".join(question.requests))
    if isinstance(question, Sql) and question.query:
        yield _pre(question.query)


def _feedbacks(question: AnyQuestion) -> Iterator[Element]:
    if not isinstance(question, Fill):
        for number, option in enumerate(question.options, start=1):
            yield _feedback(f"O{number}", option.why)
    yield _feedback(EXPLANATION, question.explanation)


def _feedback(name: str, text: str) -> Element:
    feedback = make("modalFeedback", outcomeIdentifier=FEEDBACK, showHide="show")
    feedback.set("identifier", name)
    feedback.extend(_blocks(text))
    return feedback


def _label(option: Option) -> list[Element]:
    return [_pre(option.label)] if option.is_code else _blocks(option.label)


def _blocks(text: str) -> list[Element]:
    """Return Markdown as elements of QTI, whose names are those of XHTML."""
    html = Markdown(extensions=["fenced_code"]).convert(text)
    return list(fromstring(f'<div xmlns="{NAMESPACE}">{html}</div>'))


def _pre(code: str) -> Element:
    block = make("pre")
    add(block, "code").text = code
    return block
