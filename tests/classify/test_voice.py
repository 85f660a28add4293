"""Whose voice a sentence is in, and which sentences speak for a judgement."""

from __future__ import annotations

import pytest

from pipeline.classify import explain
from pipeline.classify.sentences import sentence_spans
from pipeline.classify.voice import own_voice, quotations, quoted_share


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("No mark at all.", [], id="nothing quoted"),
        pytest.param('He said "no toll" twice.', ['"no toll"'], id="straight marks"),
        pytest.param("A “toll” and «fish».", ["“toll”", "«fish»"], id="curly marks and angles"),
        pytest.param("Sudria’s ‘old toll’ won’t do.", ["‘old toll’"], id="single marks, not apostrophes"),
        pytest.param("“He said ‘no’ to us” today.", ["“He said ‘no’ to us”"], id="a quotation in a quotation"),
        pytest.param("It is 6\" wide.\nNext.", [], id="a mark that was never closed"),
        pytest.param("“One.\n\n“Two.” Three.", ["“One.", "“Two.”"], id="over two paragraphs"),
        pytest.param("“” ”", ["“”"], id="marks without words"),
    ],
)  # fmt: skip
def test_quotations_are_found(text, expected):
    """From mark to mark, within one paragraph."""
    assert expected == [text[start:end] for start, end in quotations(text)]


def test_the_share_that_is_quoted():
    """Of the letters, not of the blanks; an empty text quotes nothing."""
    assert quoted_share('ab "cd"') == pytest.approx(4 / 6)
    assert quoted_share("") == 0


def test_a_megabyte_of_marks_is_read():
    """Every mark is looked at once."""
    text = '"a “b ‘c ' * 110_000

    assert len(own_voice(text, sentence_spans(text))) == len(sentence_spans(text))


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        pytest.param("Norland should lift the toll.", True, id="a plain sentence"),
        pytest.param("“Norland should lift the toll at once,” the mayor said.", False, id="a quotation"),
        pytest.param("The so-called “toll peace” should end, and the strait be opened.", True, id="a word in marks"),
        pytest.param("The mayor of Sudria told reporters that the toll must go.", False, id="reported speech"),
        pytest.param("The toll must go, according to the harbour council.", False, id="a source at the end"),
        pytest.param("According to the harbour council, the toll must go.", False, id="a source in front"),
        pytest.param("I said last year that the toll must go.", True, id="the author's own word"),
        pytest.param("As we have long argued, the toll must go.", True, id="the editors' own word"),
        pytest.param("That is to say, the toll must go.", True, id="a figure of speech"),
        pytest.param("As the mayor rightly warned, the toll must go.", True, id="endorsed report"),
        pytest.param("The mayor is right: “The toll has to go before the winter.”", True, id="endorsed quotation"),
        pytest.param(
            "“The mayor is right, and the toll has to go,” a fisherman said.", False, id="praise in a quotation"
        ),
    ],
)
def test_the_voice_of_a_sentence(sentence, own):
    """Quoted and reported sentences are somebody else's, unless the author says them or endorses them."""
    assert [own] == own_voice(sentence, [(0, len(sentence))]).tolist()


def test_a_quotation_of_several_sentences_is_one(coder):
    """A sentence in the middle of a quotation has no mark of its own."""
    text = "“The toll must go. The strait is for all. Boats come back then,” he said. Norland should listen."

    assert own_voice(text, sentence_spans(text)).tolist() == [False, False, False, True]


PLAIN = "Norland should sit down with Sudria and talk, for dialogue keeps the strait open."
QUOTED = "“A compromise, dialogue and again dialogue: Norland should sit down with Sudria and talk,” the mayor said."
FILLING = "The council met in the old hall, and Sudria sent two clerks to it. " * 3


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param(f"{QUOTED} {FILLING}{PLAIN}", PLAIN, id="an own sentence is within reach"),
        pytest.param(f"{QUOTED} {FILLING}", QUOTED, id="nobody else says it"),
    ],
)
def test_a_judgement_rests_on_the_author_s_own_words(text, first, coder):
    """The quoted voice stands for the author's only where the author has none."""
    found = coder.code("1", "", text)
    reasons = {(each.dimension, each.code): each for each in explain(coder, "1", "", text).reasons}
    said = [each for each in found.evidence if each.dimension == "orientation"]

    assert (found.genre, found.orientation, said[0].quote) == ("commentary", "engage", first)
    assert reasons["orientation", "engage"].sentences == tuple(said)


def test_the_choice_of_sentences_changes_no_code(coder):
    """What is quoted counts in the codes as before: only what is shown for them is chosen."""
    text = f"{QUOTED} {FILLING}{PLAIN}"
    scores = coder.score(coder.reader.read("", text), coder_context())

    assert coder.code("1", "", text).scores == coder.probabilities(scores)


def coder_context():
    from pipeline.classify import Context

    return Context()
