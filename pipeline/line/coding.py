"""Code every article that the present coding has not seen."""

from __future__ import annotations

from pipeline.classify import Coder
from pipeline.line.run import Run
from pipeline.store import codes

BATCH = 500  # articles in memory at a time


def code_articles(run: Run) -> dict[str, int]:
    """Texts in a language that the pack does not code are coded as empty: counted, never guessed at."""
    coder = Coder(run.pack)
    waiting = codes.count_uncoded(run.store, coder.method, coder.version)
    done = 0
    while batch := codes.uncoded(run.store, coder.method, coder.version, BATCH):
        found = [
            coder.code(each.id, each.title, each.text)
            if each.language in ("", *run.pack.languages)
            else coder.code(each.id, "", "")
            for each in batch
        ]
        with run.store.transaction():
            codes.add_assessments(run.store, found, run.now)
        done += len(batch)
        run.tell("code", done, waiting)
    return {"coded": done}
