"""Coding by a language model: what it is asked, what is believed, and what happens when it does not answer."""

from __future__ import annotations

import json

import pytest

from pipeline.classify.backends.prompt import instructions, question
from pipeline.errors import CodingError, ExhaustedError
from tests.classify.backends.conftest import CODES, KEY, Memory, completion

TEXT = (
    "Norland should sit down with Sudria and talk. A compromise on the toll is within reach, and both shores would gain"
    " from it. The harbour council must keep the dialogue open; “nobody wins”, said the mayor, from closing the strait."
)
SAID = "A compromise on the toll is within reach"


def row(number=1):
    return f"a{number}", f"Notes {number}", TEXT


def quoted(*quotes, dimension="topics", code="toll"):
    return {**CODES, "evidence": [{"dimension": dimension, "code": code, "quote": quote} for quote in quotes]}


def test_an_answer_becomes_an_assessment(model, service):
    """Codes, method and version; the quote is found in the text, by its offsets."""
    coder = model(completion(quoted(SAID)))
    found = coder.code(*row())

    assert (found.relevance, found.topics, found.orientation) == ("core", ("toll",), "engage")
    assert (found.method, found.version) == ("llm:test-model", coder.version)
    assert [each.quote for each in found.evidence] == [SAID]
    assert [TEXT[each.start : each.end] for each in found.evidence] == [SAID]
    assert found.scores == {}


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("Nobody ever said these words here", [], id="a quote that nobody said is dropped"),
        pytest.param("the toll", [], id="a quote too short to prove anything is dropped"),
        pytest.param("keep  the\ndialogue open", ["keep the dialogue open"], id="white space may differ"),
        pytest.param('"nobody wins", said', ["“nobody wins”, said"], id="quotation marks may differ"),
        pytest.param("A Compromise on the toll is within reach", [], id="letters may not differ"),
    ],
)
def test_evidence_is_what_the_text_says(quote, expected, model):
    """Only words of the text are evidence, as the text has them."""
    assert expected == [each.quote for each in model(completion(quoted(quote))).code(*row()).evidence]


def test_evidence_for_a_code_that_was_not_given_is_dropped(model):
    """A quote must speak for a code of the same answer."""
    assert model(completion(quoted(SAID, dimension="orientation", code="confront"))).code(*row()).evidence == ()


def test_the_question_is_made_of_the_pack(model, service, islands):
    """Every code, label and topic of the pack is in it; the answer is bound by a closed schema."""
    model().code(*row())
    path, headers, asked = service.server.seen[0]
    schema = asked["response_format"]["json_schema"]

    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert TEXT in asked["messages"][1]["content"]
    assert all(word in instructions(islands) for word in ("Norland", "Sudria", '"toll"', '"confront"'))
    assert schema["strict"] is True
    assert schema["schema"]["properties"]["orientation"]["enum"] == ["engage", "confront", "mixed", "none"]
    assert set(schema["schema"]["required"]) == set(CODES)


def test_a_long_text_is_asked_in_part(islands):
    """A megabyte makes a bounded question that holds its start and its end."""
    asked = question(islands, "m", "t", "first " + "x" * 1_000_000 + " last")

    assert len(asked) < 40_000
    assert b"first" in asked
    assert b"last" in asked


def test_the_same_question_is_asked_once(model, service):
    """What was answered is remembered, also by the next run; a changed title is another question."""
    memory = Memory()
    first = model(memory=memory).code(*row())
    again = model(memory=memory).code(*row())
    model(memory=memory).code("a1", "Another title", TEXT)

    assert first == again
    assert len(service.server.seen) == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param(completion("I think it is core."), "no JSON", id="prose"),
        pytest.param(completion("[1, 2]"), "no JSON object", id="a list"),
        pytest.param(completion({**CODES, "orientation": "friendly"}), "orientation has no code", id="an unknown code"),
        pytest.param(completion({**CODES, "topics": ["whales"]}), "topics", id="an unknown topic"),
        pytest.param(completion({**CODES, "topics": "toll"}), "topics", id="topics that are no list"),
        pytest.param(completion({"relevance": "core"}), "has no code None", id="a missing dimension"),
        pytest.param(completion(CODES, reason="length"), "cut off", id="an answer that was cut off"),
        pytest.param(completion(""), "empty", id="no content"),
        pytest.param((200, {}, b"<html>gateway</html>"), "no completion", id="no JSON at all"),
        pytest.param((200, {}, {"choices": []}), "no completion", id="no choice"),
        pytest.param((200, {}, [1]), "no completion", id="another shape"),
    ],
)
def test_an_answer_that_does_not_fit_is_asked_again_and_never_believed(wrong, why, model, service):
    """Once wrong, then right: coded. Wrong every time: one line that says why, and nothing is remembered."""
    assert model(wrong, completion(CODES)).code(*row()).orientation == "engage"
    assert why in service.server.seen[1][2]["messages"][-1]["content"]

    memory = Memory()
    with pytest.raises(CodingError, match=why):
        model(wrong, memory=memory).code(*row())
    assert memory == {}


def test_a_refusal_is_not_asked_again(model, service):
    """The model's no is the article's failure; the next article is asked."""
    coder = model(completion("", refusal="I cannot help with that"), completion(CODES))
    coded = [coder.code_all([each]) for each in (row(1), row(2))]
    first, second = (next(each) for each in coded)

    assert isinstance(first, CodingError)
    assert "refused" in str(first)
    assert second.article == "a2"
    assert len(service.server.seen) == 2


@pytest.mark.parametrize(
    ("steps", "waits"),
    [
        pytest.param([(429, {"Retry-After": "7"}, b""), completion(CODES)], [7.0], id="too many requests: as it asks"),
        pytest.param([(429, {}, b""), (429, {}, b""), completion(CODES)], [1.0, 2.0], id="without a wish: doubled"),
        pytest.param([(503, {"Retry-After": "3"}, b""), completion(CODES)], [3.0], id="unavailable"),
        pytest.param([(500, {}, b"oops"), completion(CODES)], [1.0], id="an error of the server"),
        pytest.param(["mute", completion(CODES)], [1.0], id="silence: the time limit holds"),
        pytest.param(["drip", completion(CODES)], [1.0], id="an answer that drips: the time limit holds"),
        pytest.param(["cut", completion(CODES)], [1.0], id="cut off"),
    ],
)
def test_what_can_pass_is_waited_for(steps, waits, model):
    """A busy or broken moment costs a wait, not the article."""
    coder = model(*steps)

    assert coder.code(*row()).orientation == "engage"
    assert waits == coder.waits


@pytest.mark.parametrize(
    ("step", "why"),
    [
        pytest.param((401, {}, b""), "key is not accepted", id="a wrong key"),
        pytest.param((404, {}, b""), "no such model", id="a wrong address or model"),
        pytest.param((429, {"Retry-After": "3600"}, b""), "come back in 3600 s", id="an hour to wait"),
        pytest.param((302, {"Location": "http://127.0.0.1:9/"}, b""), "redirects are not followed", id="a redirect"),
        pytest.param((200, {}, b"x" * (2 << 20)), "body over 1 MiB", id="a flood"),
    ],
)
def test_what_cannot_pass_ends_the_run(step, why, model, service):
    """The first article says why; the rest is not asked, and told apart from articles that failed by themselves."""
    coder = model(step)
    found = list(coder.code_all(row(number) for number in range(12)))

    assert why in str(found[0])
    assert len(service.server.seen) <= 4
    assert all(isinstance(each, ExhaustedError) for each in found[4:])
    assert all(why in str(each) for each in found[4:])
    assert KEY not in "".join(map(str, found))


def test_a_service_that_is_gone_is_not_asked_for_ever(model, service):
    """After some failures in a row the rest of the run is left to the next."""
    found = list(model("cut").code_all(row(number) for number in range(40)))

    assert len(found) == 40
    assert len(service.server.seen) <= 24
    assert isinstance(found[-1], ExhaustedError)
    assert "in a row" in str(found[-1])


def test_the_budget_holds(model, service):
    """What would go beyond the budget is not asked; what is remembered needs none."""
    memory = Memory()
    cost = len(question_of(model, memory)) // 3 + 1500
    coder = model(completion(CODES, tokens=cost), memory=memory, budget=int(3.5 * cost))
    found = list(coder.code_all(row(number) for number in range(10)))

    assert [isinstance(each, ExhaustedError) for each in found] == [False] * 3 + [True] * 7
    assert coder.spent <= 3.5 * cost
    assert "budget" in str(found[-1])
    again = list(model(memory=memory, budget=1).code_all(row(number) for number in range(4)))
    assert [isinstance(each, ExhaustedError) for each in again] == [False] * 3 + [True]


def question_of(model, memory):
    coder = model(memory=memory)
    return question(coder._pack, "test-model", *row()[1:])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Norland", id="one word"),
        pytest.param("Norland and Sudria. " * 5, id="a line"),
    ],
)
def test_too_little_to_read_is_coded_as_nothing_unasked(text, model, service):
    """A text below the least number of words has the last code of every dimension, and costs nothing."""
    found = model().code("a1", "Title", text)

    assert (found.relevance, found.genre, found.topics, found.outlook) == ("none", "other", (), "none")
    assert service.server.seen == []


def test_without_the_relationship_nobody_judges_it(model):
    """Relevance none overrules what the model says of orientation."""
    found = model(completion({**CODES, "relevance": "none"})).code(*row())

    assert (found.orientation, found.outlook) == ("none", "none")


def test_order_is_kept(model):
    """Answers come as the articles went, however many are under way."""
    assert [f"a{n}" for n in range(11)] == [each.article for each in model().code_all(row(n) for n in range(11))]


def test_the_version_changes_with_the_codebook_and_the_model(model, islands):
    """Another label, or another model, is another version: series do not mix."""
    from dataclasses import replace

    from pipeline.classify.backends.prompt import prompt_version

    topics = (replace(islands.topics[0], label="Toll on the strait"), *islands.topics[1:])
    assert prompt_version(islands) != prompt_version(replace(islands, topics=topics))
    assert json.loads(question(islands, "m", "t", "x"))["temperature"] == 0
