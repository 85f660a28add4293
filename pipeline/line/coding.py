"""Code every article that the present coding has not seen, and measure its orientation a second way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.classify import Coder, Context, Explanation, explain
from pipeline.classify.backends import Backend
from pipeline.classify.backends.protocol import Row
from pipeline.classify.second import SecondMeasure
from pipeline.errors import CodingError, ExhaustedError
from pipeline.line.backend import open_backend
from pipeline.line.recoding import take_up_codes
from pipeline.line.run import Run
from pipeline.model.coding import Assessment
from pipeline.model.pack import Pack
from pipeline.model.texts import Failure
from pipeline.store import codes, codings
from pipeline.store.failures import mend_failures, save_failures

BATCH = 500  # articles in memory at a time


def code_articles(run: Run) -> dict[str, int]:
    """
    Code by the backend of the settings.

    A backend counts from the run in which it has been through every article. Until then, as while a budget is too small
    for the archive, the coding that counted before goes on: a week is never counted by two.
    """
    backend = open_backend(run.settings, run.pack, codings.Answers(run.store, run.now))
    done, left = _code(run, backend)
    present = codings.counting(run.store, run.now)
    if left == 0 or present == (backend.method, backend.version):
        codings.count_by(run.store, backend.method, backend.version, run.now)
    else:
        own = Coder(run.pack)
        done += _code(run, own)[0]
        codings.count_by(run.store, own.method, own.version, run.now)
    corrected = take_up_codes(run)
    _place(run)
    rest = {"left uncoded": left, "codes corrected or freed": corrected}
    return {"coded": done} | {name: number for name, number in rest.items() if number}


def _code(run: Run, backend: Backend) -> tuple[int, int]:
    """Returns (articles coded, articles left to another run because a budget or a service ended)."""
    waiting = codes.count_uncoded(run.store, backend.method, backend.version)
    done, passed_over = 0, set[str]()
    while batch := codes.uncoded(run.store, backend.method, backend.version, BATCH, passed_over):
        found, failed = list[Assessment](), list[CodingError]()
        unread = {each.id: why for each in batch if (why := _foreign(run.pack, each))}
        for outcome in backend.code_all(row_of(run.pack, each) for each in batch):
            if isinstance(outcome, CodingError):
                failed.append(outcome)
            else:
                found.append(replace(outcome, reason=unread.get(outcome.article, outcome.reason)))
        with run.store.transaction():
            codes.add_assessments(run.store, found, run.now)
            _note(run, found, failed)
        passed_over |= {error.which for error in failed}
        done += len(found)
        run.tell("code", done, waiting)
        if any(isinstance(error, ExhaustedError) for error in failed):
            break
    left = codes.count_uncoded(run.store, backend.method, backend.version)
    if done:  # a few articles that cannot be coded hold nothing up; a backend that coded none has not been through them
        left -= len(passed_over - {backend.method})
    if left == 0:
        mend_failures(run.store, "classify", [backend.method], run.now)
    return done, left


def row_of(pack: Pack, each: codes.Text) -> Row:
    """What a backend is given; a text in a language that the pack does not code is coded as empty, not guessed at."""
    if _foreign(pack, each):
        return (each.id, "", "")
    genres = {outlet.key: outlet.genre or "" for outlet in pack.outlets}
    around = Context(url=each.url, section=each.section, outlet_genre=genres.get(each.outlet, ""), authors=each.authors)
    return (each.id, each.title, each.text, around)


def _foreign(pack: Pack, each: codes.Text) -> str:
    """Why a text in its language is not coded; "" when it is."""
    if each.language in ("", *pack.languages):
        return ""
    return f"its language is {each.language}, and the pack codes {', '.join(pack.languages)}"


def explain_article(pack: Pack, each: codes.Text) -> Explanation:
    """Explain the codes that the pack's own coding gives to a stored article, with all that the line tells it."""
    found, unread = explain(Coder(pack), *row_of(pack, each)), _foreign(pack, each)
    if not unread:
        return found
    return replace(found, unreadable=unread, assessment=replace(found.assessment, reason=unread))


def _note(run: Run, found: Sequence[Assessment], failed: Sequence[CodingError]) -> None:
    """Failures by article; that the whole ended is one failure, of the method."""
    by_key = {error.which: Failure(stage="classify", key=error.which, reason=error.why, at=run.now) for error in failed}
    save_failures(run.store, list(by_key.values()))
    mend_failures(run.store, "classify", [each.article for each in found], run.now)


def _place(run: Run) -> None:
    """The second measure of every text, and how far the two agree."""
    measure = SecondMeasure(run.pack)
    while batch := codings.unplaced(run.store, measure.method, measure.version, BATCH):
        placed = []
        for each in batch:
            position, words = measure.position(each.title, each.text)
            placed.append(
                codings.Placed(
                    article=each.id,
                    text_hash=each.text_hash,
                    method=measure.method,
                    version=measure.version,
                    position=position,
                    words=words,
                    known_at=run.now,
                )
            )
        codings.add_positions(run.store, placed)
    codings.note_agreements(run.store, run.now)
