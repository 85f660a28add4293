"""Sentences that were wrong or odd when read aloud, and stay mended."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from pipeline.digest import choose_voices, reference_profile, render, words
from pipeline.digest.mail.message import draw_letter
from pipeline.digest.mail.view import health, preheader
from pipeline.digest.parts import first, framing, language, method, outlets, why
from pipeline.digest.voices import clip
from pipeline.model.coding import Agreement
from pipeline.model.counted import WordCount
from pipeline.model.findings import Decomposition, Term
from pipeline.model.page import Digest
from pipeline.model.week import Group
from pipeline.shift.words import telling_terms
from tests.digest import weeks_for_pages as made
from tests.digest.weeks_found import found

THIN = made.digest_of(made.summary_of(25, 0), made.coverage(read=30, counted=25, lost=0))


def page(digest: Digest) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", render(digest))).split())


@pytest.mark.parametrize(
    ("digest", "said", "not_said"),
    [
        pytest.param(THIN, "Too few articles to compare their words.", "No word is used", id="no words were compared"),
        pytest.param(
            THIN, "Too few articles: no distance is given.", "or no reference text", id="one reason for no distance"
        ),
        pytest.param(
            replace(made.quiet(), summary=replace(made.quiet().summary, searched=5)),
            "5 weeks of the last 104 have articles enough for a share; a turn is sought from 24 on.",
            "No turn of a level is found",
            id="no turn was sought",
        ),
        pytest.param(
            made.quiet(), "They are not coded yet", "The program codes them", id="reference texts that nobody coded"
        ),
        pytest.param(
            made.digest_of(
                made.summary_of(183, 203),
                made.coverage(read=420, counted=183),
                seeds=reference_profile(made.pack(), [("topics", "bridges", 2)]),
            ),
            "The program codes them as it codes the week.",
            "They are not coded yet",
            id="reference texts as coded",
        ),
        pytest.param(
            THIN, "Below 30 articles, counts stand alone: no share", "the count and its interval", id="what n forbids"
        ),
        pytest.param(
            found(),
            "40 of 236 articles this week, fewer than 5 of 970 before; 11 outlets in both periods",
            "3 of 970",
            id="whose outlets",
        ),
    ],
)
def test_a_section_says_why_it_has_nothing(digest: Digest, said: str, not_said: str):
    """A test that was not made is not said to have found nothing."""
    text = page(digest)
    assert said in text
    assert not_said not in text


def test_the_smallest_change_to_be_found_has_no_direction():
    """A topic must move by so many points, up or down."""
    told = re.search(r"At this n a topic must move by (.*?) points", page(made.quiet()))
    assert told is not None
    assert re.fullmatch(r"\d+( to \d+)?", told[1])


def test_no_feed_is_said_to_have_answered_that_was_never_asked():
    """Nobody knows of a feed that was never polled; a mail without a quote promises none."""
    digest = made.quiet()

    assert health(digest) == "18 of 20 listed outlets published commentary that counts. No feed failed."
    silent = replace(digest, voices=(), summary=replace(digest.summary, figures=()))
    assert "quote" not in preheader(silent).replace("No quote", "")


def test_a_headline_of_the_balance_fits_a_screen():
    """The sides stand in the table below it; the sentence has both numbers and their n."""
    balance = words.balance_of(made.summary_of(183, 203))
    assert balance is not None
    moved = replace(balance, verdict="clear fall")

    assert words.moved(moved, made.summary_of(183, 203)) == (
        "The balance of engaging over confronting fell to −5 points in 183 articles, from −5 in 812"
    )


def test_the_measure_of_the_headline_leads_the_table():
    """A balance that moved most stands first; one that did not stands last."""
    summary = made.full().summary
    figures = tuple(
        replace(each, verdict="clear fall", change=-0.4) if words.is_balance(each) else each for each in summary.figures
    )
    view = first.changed(replace(made.full(), summary=replace(summary, figures=figures)))
    still = first.changed(made.full())
    assert view is not None
    assert still is not None

    assert view["rows"][0].label == "Engage − Confront"
    assert still["rows"][-1].label == "Engage − Confront"


def test_answers_that_moved_are_named():
    """“Clear fall in one” does not say which."""
    summary = made.quiet().summary
    figures = tuple(
        replace(each, verdict="clear fall") if (each.dimension, each.code) == ("blame", "south") else each
        for each in summary.figures
    )
    view = framing.framing(replace(made.quiet(), summary=replace(summary, figures=figures)))
    assert view is not None

    assert view["groups"][0][2] == "Clear fall: South. No clear change in three."


@pytest.mark.parametrize(
    ("cells", "low", "said"),
    [
        pytest.param(
            "outlets", -0.02, "outlets heard in both periods are not shown to have moved. The rest:", id="not shown"
        ),
        pytest.param("topics", 0.02, "articles on topics of both periods themselves moved. The rest:", id="topics"),
    ],
)
def test_parts_of_a_change_are_a_whole_sentence(cells: str, low: float, said: str):
    """Each clause has its verb; topics are not heard."""
    parts = Decomposition(
        change=0.1, within=0.05, within_low=low, within_high=0.12, mix=0.03, entry=0.02, exit=0, cells=4, largest="mix"
    )
    assert said in why.sentence(parts, cells)


def test_a_group_of_all_outlets_has_no_gap():
    """There is no other outlet to differ from; that is no lack of articles."""
    digest = made.quiet()
    balance = words.balance_of(digest.summary)
    assert balance is not None
    every = Group(
        key="all",
        label="All",
        outlets=18,
        n=digest.summary.n,
        base_n=812,
        figures=(balance,),
        gap=None,
        gap_low=None,
        gap_high=None,
    )
    half = replace(every, n=60)
    view = outlets.groups(replace(digest, summary=replace(digest.summary, groups=(every, half))))
    assert view is not None

    assert [gap for _, _, gap in view["rows"]] == ["no other outlet this week", "too few articles"]


def test_intervals_of_groups_are_announced_where_they_stand():
    """A thin week prints none, so its caption does not speak of any."""
    told = "in points with 95% intervals"
    lone = Group(
        key="all",
        label="All",
        outlets=2,
        n=25,
        base_n=7,
        figures=tuple(each for each in THIN.summary.figures if words.is_balance(each)),
        gap=None,
        gap_low=None,
        gap_high=None,
    )
    thin = page(replace(THIN, summary=replace(THIN.summary, groups=(lone,))))

    assert "its gap to all other outlets, in points" in thin
    assert told not in thin
    assert told in page(made.full())


@pytest.mark.parametrize(
    ("articles", "usual", "said"),
    [
        pytest.param(12, 12.0, "as usual", id="as usual"),
        pytest.param(96, 2.0, "irregular", id="a source that usually gives little"),
        pytest.param(96, 12.0, "more than usual", id="eight times as many"),
        pytest.param(40, None, "new", id="nothing to compare with"),
    ],
)
def test_a_source_is_as_usual_only_where_that_is_known(articles: int, usual: float | None, said: str):
    """96 articles of a source that gives two a week are not as usual."""
    outlet = replace(found().outlets[0], articles=articles, usual=usual, state="as usual")
    assert outlets.condition(outlet) == said


def test_a_comparison_of_few_articles_is_none():
    """A correlation over four articles, from −0.83 to 0.99, says nothing; a sign is a minus."""
    few = Agreement(
        week=made.WEEK,
        n=4,
        correlation=0.64,
        low=-0.83,
        high=0.99,
        named=4,
        same=3,
        share=0.7,
        share_low=0.2,
        share_high=0.9,
    )
    assert method.agreed(few, 30).endswith("read 4 articles: too few to compare.")
    assert "0.64 (95% interval −0.83 to 0.99, n = 40)" in method.agreed(replace(few, n=40), 30)


def term(context: str, **changes: Any) -> Term:
    return replace(found().summary.terms[0], context=context, **changes)


LONG = (
    "We have breaking news for you and our world lead, as the keeper of the north lock has told reporters again and "
    "again this week, with the carts waiting: the floating bridge leaks."
)


@pytest.mark.parametrize(
    ("context", "shown"),
    [
        pytest.param("The floating bridge leaks.", "The floating bridge leaks.", id="a short sentence whole"),
        pytest.param(LONG, f"[…] {LONG[50:]}", id="a long one from its middle"),
        pytest.param("So " * 40 + "the floating bridge leaks.", "", id="none where no cut holds the word"),
    ],
)
def test_a_word_stands_in_the_sentence_that_shows_it(context: str, shown: str):
    """A quote that does not hold its word shows nothing."""
    digest = found()
    summary = replace(digest.summary, terms=(term(context, term="floating bridge"),))
    view = language.terms(replace(digest, summary=summary))
    assert view is not None

    assert view["rows"][0]["context"] == shown


@pytest.mark.parametrize(
    ("quote", "cut"),
    [
        pytest.param(": For twenty years the lock was shut.", "For twenty years the lock was shut.", id="a colon"),
        pytest.param(", – and the keeper knew it well.", "and the keeper knew it well.", id="a comma and a dash"),
        pytest.param("“Open the lock,” he said on Monday.", "“Open the lock,” he said on Monday.", id="a quote stays"),
    ],
)
def test_a_quote_starts_with_a_word(quote: str, cut: str):
    """What is left of a caption or a speaker's name before it is dropped; the rest is verbatim."""
    assert clip(quote) == cut
    assert cut in quote


def test_words_that_were_glued_are_not_quoted():
    """A page that was read badly gives no quote; names with capitals inside are names."""
    bad = made.passage(article="a1", quote="The chief of the lock is asking thisSince the toll was paid at noon.")
    good = made.passage(article="a2", quote="McGregor and the iLock board of DeWitt want the gates open.", weight=0.1)

    assert [each.quote for each in choose_voices([bad, good], made.WEEK)] == [good.quote]


def test_a_contraction_is_no_telling_word():
    """“It's” says as little as “it”."""
    counts = [
        WordCount(term=word, k=60, n=100, base_k=10, base_n=400, outlets=9) for word in ("it's", "don’t", "sluice")
    ] + [WordCount(term=f"w{at}", k=20, n=100, base_k=80, base_n=400, outlets=9) for at in range(20)]
    terms = telling_terms(counts, plain=("it", "don"), plan=made.full().summary.plan)

    assert [each.term for each in terms if each.z > 0] == ["sluice"]


def test_the_week_of_a_page_is_known_by_its_links():
    """An issue in an archive leads to all issues, to the feed and to the issue before; no page links to the next."""
    alone, issue = render(made.quiet()), render(replace(made.quiet(), before="2026-W45"))
    opening = render(replace(made.quiet(), before=""))

    assert "../" not in alone
    assert re.findall(r'href="(\.\./[^"]+)"', issue) == [
        "../atom.xml",
        "../index.html",
        "../2026-W45/index.html",
        "../index.html",
        "../atom.xml",
    ]
    assert "2026-W45" not in opening
    assert 'href="../index.html"' in opening
    assert words.iso_week(made.WEEK + timedelta(weeks=1)) not in issue


def test_a_thin_week_is_short():
    """Topics that nobody wrote about in either period share a line; the mail has those of the week alone."""
    counts = {"schools": (0, 0), "ferries": (0, 3)}
    figures = tuple(
        replace(each, k=counts[each.code][0], base_k=counts[each.code][1]) if each.code in counts else each
        for each in THIN.summary.figures
    )
    digest = replace(THIN, summary=replace(THIN.summary, figures=figures))
    letter = draw_letter(digest)

    assert "No article in either period: Schools; Lighthouses." in page(digest)
    assert "Schools" not in letter.text
    assert "Ferries" not in letter.text
    assert "3 more topics on the page." in letter.text


def test_the_paragraphs_of_the_mail_s_text_stand_apart():
    """A heading of the text part has a blank line before it, whatever stands above."""
    for digest in (THIN, made.thin(), made.quiet(), made.full(), found()):
        lines = draw_letter(digest).text.splitlines()
        heads = [at for at, line in enumerate(lines) if re.match(r"[A-Z]{5,}", line) and at]
        assert len(heads) >= 3
        assert [lines[at] for at in heads if lines[at - 1]] == []
