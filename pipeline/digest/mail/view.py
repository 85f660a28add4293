"""What a mail says, taken from the facts of its issue alone: the HTML and the text part print the same sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.digest import chart, sections, words
from pipeline.digest.mail.pictures import DRAWN, Picture, draw
from pipeline.digest.page import printable
from pipeline.digest.spans import span
from pipeline.model.page import Digest
from pipeline.model.week import Figure

MOST_TOPICS = 8  # beside those that moved: the page has them all
SUBJECT = 65  # ASCII characters: what a phone shows of a subject
PREHEADER = (60, 110)  # characters that a list of mails shows after the subject
FOLDED = str.maketrans({"−": "-", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "·": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that both parts of a mail print."""

    digest: Digest
    subject: str
    preheader: str
    changed: Any  # as in sections.changed
    stance: str
    stance_heading: str
    topics_heading: str
    topics: Sequence[Any]  # rows
    left_out: int  # topics that the page alone has
    health: str
    method: str
    pictures: tuple[Picture, ...]


def view_of(digest: Digest) -> View:
    """
    The view of an issue that has commentary.

    Raises:
        OutputError: a chart cannot be drawn.
    """
    stance, topics = sections.stance(digest), sections.topics(digest)
    rows, pictures = [], []
    if stance and stance["lines"]:
        pictures.append(_balance(digest, stance))
    if topics:
        every = topics["rows"][: topics["now"]]  # of a thin week the topics that were written about
        leading = {id(each) for each in every[:MOST_TOPICS]}
        rows = [each for each in every if each.mark or id(each) in leading]
        if any(each.drawn for each in rows):
            found = _capital(topics["heading"])
            alt = f"Dot chart of topics, before and now. {found}; the numbers are in the table below."
            pictures.append(draw("topics", alt, {"rows": rows, "width": DRAWN}))
    return View(
        digest=digest,
        subject=subject(digest),
        preheader=preheader(digest),
        changed=sections.changed(digest),
        stance=stance["told"] if stance else "",
        stance_heading=stance["heading"] if stance else "",
        topics_heading=topics["heading"] if topics else "",
        topics=rows,
        left_out=len(topics["rows"]) + topics["left_out"] + len(topics["unwritten"]) - len(rows) if topics else 0,
        health=health(digest),
        method=_method(digest),
        pictures=tuple(pictures),
    )


def subject(digest: Digest) -> str:
    """
    The subject: at most 65 printable ASCII characters, another each week.

    "2026-W46: Arms control rose to 20%, from 10%" or "2026-W46: no clear shift in 183 articles".
    """
    summary = digest.summary
    clear = words.movers(summary)
    if clear:
        (now, _), (before, _) = words.amounts(clear[0], summary)
        label = "Balance" if words.is_balance(clear[0]) else clear[0].label
        tail = f" {words.VERBS[clear[0].verdict]} to {now}, from {before}"
    elif summary.caution:
        label, tail = "", f"no shift called, {words.counted(summary.n, 'article')}"
    else:
        label, tail = "", f"no clear shift in {words.counted(summary.n, 'article')}"
    return fitted(f"{words.iso_week(digest.week)}{' corrected' if digest.vintage > 1 else ''}: ", label, tail)


def fitted(head: str, label: str, tail: str) -> str:
    """A subject of head, label and tail in plain ASCII, the label cut so that the rest stays whole."""
    head, tail, label = ascii_line(head) + " ", ascii_line(tail, keep=True), ascii_line(label)
    room = SUBJECT - len(head) - len(tail)
    if len(label) > room:
        label = label[: max(0, room - 3)].rstrip() + "..."
    return (head + label + tail)[:SUBJECT].rstrip()


def preheader(digest: Digest) -> str:
    """What a list of mails shows after the subject: n first, 60 to 110 characters."""
    summary, coverage = digest.summary, digest.coverage
    parts = [
        f"{words.counted(summary.n, 'article')} of commentary from {coverage.outlets_heard} "
        f"of {words.counted(coverage.outlets_listed, 'listed outlet')}."
    ]
    balance = words.balance_of(summary)
    if balance is not None and balance.share is not None:
        parts.append(f"Balance {words.in_points(balance.share)}, {balance.verdict}.")
    inside = "Counts and quotes inside." if digest.voices else "No quote this week."
    parts.extend((inside, "One issue a week."))
    told = parts[0]
    for each in parts[1:]:
        if len(told) >= PREHEADER[0]:
            break
        told += f" {each}"
    return told[: PREHEADER[1]]


def health(digest: Digest) -> str:
    """How the sources were, in a sentence."""
    coverage = digest.coverage
    lost = len(coverage.not_reached)
    heard = f"{coverage.outlets_heard} of {words.counted(coverage.outlets_listed, 'listed outlet')}"
    told = f"{heard} published commentary that counts."
    if lost:
        were = f"{words.counted(lost, 'feed')} {'was' if lost == 1 else 'were'}"
        return f"{told} {were} not reached; what {'it' if lost == 1 else 'they'} carried is missing here."
    return f"{told} No feed failed."


def ascii_line(text: str, *, keep: bool = False) -> str:
    """The nearest printable ASCII on one line; *keep* = with blanks at its ends."""
    folded = unicodedata.normalize("NFKD", printable(text).translate(FOLDED))
    line = "".join(each if each.isascii() and (each.isprintable() or each.isspace()) else "" for each in folded)
    return " ".join(line.split(" ")) if keep and not any(each in line for each in "\r\n\t") else " ".join(line.split())


def _method(digest: Digest) -> str:
    plan = digest.summary.plan
    return (
        f"A rise or fall is clear when its 95% interval leaves out zero and its false discovery rate over all measures "
        f"is below {words.percent(plan.fdr)}. A program codes the articles; its mistakes are not part of the intervals."
    )


def _balance(digest: Digest, stance: Any) -> Picture:
    balance: Figure = stance["balance"]
    weeks = [(each, figure) for each in digest.previous if (figure := words.balance_of(each)) is not None]
    weeks.append((digest.summary, balance))
    line = chart.lines(weeks, (), (("mail", DRAWN),))[0]
    now = words.points(balance.share) if balance.share is not None else ""
    here = (
        f"This week {words.in_points(balance.share)}, 95% interval {span(balance)}."
        if balance.share is not None
        else "This week has too few articles for a balance."
    )
    shares = [figure.share for _, figure in weeks if figure.share is not None]
    alt = (
        f"Line chart of the balance of engaging over confronting, {words.counted(len(shares), 'week')}. {here} "
        f"It lay between {words.points(min(shares))} and {words.points(max(shares))}."
    )
    return draw("balance", alt, {"line": line, "now": now, "width": DRAWN})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["View", "ascii_line", "fitted", "health", "preheader", "subject", "view_of"]
