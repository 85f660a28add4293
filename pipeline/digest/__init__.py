"""
From the figures of a week to a page and its facts.

The whole call, with what the store gives::

    summary = summarize(counts, pack=pack, week=week, plan=Plan())  # pipeline.shift
    digest = compose(
        pack=pack,
        summary=summary,
        previous=earlier_summaries,
        voices=choose_voices(passages, week),
        coverage=coverage,
        seeds=reference_profile(pack, seed_counts),
        queries=[("topics", "SELECT ..."), ("coverage", "SELECT ...")],
    )
    write(folder, to_json(digest), "digest.json")
    path = write(folder, render(digest))

`words` makes the sentences, `sections` is the table of contents, `page` renders, `files` is the door.
"""

from pipeline.digest.compose import compose, to_json
from pipeline.digest.files import write
from pipeline.digest.page import render
from pipeline.digest.reference import reference_profile
from pipeline.digest.voices import choose_voices

__all__ = ["choose_voices", "compose", "reference_profile", "render", "to_json", "write"]
