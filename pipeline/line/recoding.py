"""The pack's word on codes, against the articles that are stored."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pipeline.line.run import Run
from pipeline.model.pack import CodeCorrection
from pipeline.store import copies, corrections
from pipeline.store.corrections import Recoding


def take_up_codes(run: Run) -> int:
    """
    Store corrections of codes that are new or worded anew, and end those that have gone from the file.

    One whose article is not stored yet waits for it. Returns how many changed.
    """
    ids = copies.named_articles(run.store, [each.article for each in run.pack.code_corrections])
    named = [_resolved(each, ids[each.article]) for each in run.pack.code_corrections if each.article in ids]
    now = {(each.article, each.dimension): each for each in named}
    held = {(each.article, each.dimension): each for each in corrections.held(run.store)}
    gone = [each for key, each in held.items() if now.get(key) != replace(each, id="")]
    new = [each for key, each in now.items() if key not in held or replace(held[key], id="") != each]
    with run.store.transaction():
        corrections.end(run.store, [each.id for each in gone], run.now)
        corrections.add(run.store, [replace(each, id=_id(each, run)) for each in new], run.now)
    return len(gone) + len(new)


def _resolved(said: CodeCorrection, article: str) -> Recoding:
    return Recoding(
        id="",
        article=article,
        dimension=said.dimension,
        code=" ".join(said.codes),
        who=said.who,
        said=said.when,
        why=said.why,
    )


def _id(each: Recoding, run: Run) -> str:
    """Of the entry and the time: one that comes back is another row, so that an earlier state can be told."""
    parts = (each.article, each.dimension, each.code, each.who, str(each.said), each.why, run.now.isoformat())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
