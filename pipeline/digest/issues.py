"""Issues never change in silence: a correction is a new vintage that says what it corrects, the old page stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from pipeline.digest import words
from pipeline.digest.files import write
from pipeline.digest.folder import FACTS, PAGE, WEEK_FOLDER, write_all
from pipeline.digest.numbers import from_json, to_json
from pipeline.digest.page import render
from pipeline.errors import InputError, OutputError
from pipeline.model.page import Digest, Erratum
from pipeline.model.week import Figure, WeekSummary

PRINTED = (  # fields of a figure that make two issues differ
    "dimension",
    "code",
    "k",
    "minus_k",
    "n",
    "share",
    "base_k",
    "base_minus_k",
    "base_n",
    "base_share",
    "change_low",
    "change_high",
    "verdict",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The page of a week as it stands in its folder."""

    digest: Digest
    html: str
    path: Path


def publish(folder: Path, digest: Digest, issued: datetime | None, *, anew: bool = False) -> Issue:
    """
    Write the issue of a week, or leave the one that stands there when its figures are the same.

    The facts are written last: a page without them is not yet an issue. A folder killed half-way is mended by the next
    call. A week without commentary is no issue yet: its page is replaced freely.

    Args:
        folder: of the week.
        digest: as composed now.
        issued: when its figures were published, UTC; None = never.
        anew: draw the page again though its figures are the same: for a changed template.

    Raises:
        OutputError: the folder cannot be read or written.
    """
    held = read_facts(folder)
    if held is None or not held["summary"]["n"]:
        return _put(folder, replace(digest, issued=issued, before=_before(folder)))
    same = _figures(held) == _figures(orjson.loads(to_json(digest)))
    if same and not anew:
        return Issue(digest=load_digest(folder) or digest, html=_text(folder / PAGE), path=folder / PAGE)
    before = load_digest(folder)
    vintage = int(held.get("vintage", 1))
    if same:
        kept = {"issued": before.issued, "before": before.before, "errata": before.errata} if before else {}
        return _put(folder, replace(digest, vintage=vintage, **kept))  # type: ignore[arg-type]
    _keep(folder, vintage)
    found = errata(before, digest, vintage + 1, issued.date() if issued else None)
    earlier = before.errata if before else ()
    last = before.before if before else _before(folder)
    return _put(folder, replace(digest, issued=issued, before=last, vintage=vintage + 1, errata=(*found, *earlier)))


def as_issued(folder: Path, digest: Digest) -> Digest:
    """
    A digest that was composed again, as the issue of a week that shows the same state: with its vintage and errata.

    Args:
        folder: of the week, with its earlier vintages in it.
        digest: of an earlier state; without an issue of that state, as of a week without commentary, it leads to the
            archive and the issue before as that one did.
    """
    for each in (folder, *sorted(folder.parent.glob(f"{folder.name}.v*"))):
        issue = load_digest(each)
        if issue is not None and issue.known == digest.known:
            return replace(digest, vintage=issue.vintage, issued=issue.issued, before=issue.before, errata=issue.errata)
    return replace(digest, before=_before(folder)) if (folder.parent / PAGE).exists() else digest


def read_facts(folder: Path) -> dict[str, Any] | None:
    """
    The facts of the issue in a folder as plain JSON; None = there is none.

    Raises:
        OutputError: they cannot be read.
    """
    try:
        facts = orjson.loads((folder / FACTS).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise OutputError(str(folder / FACTS), f"the issue that stands there cannot be read: {error}") from error
    return facts if isinstance(facts, dict) and isinstance(facts.get("summary"), dict) else None


def load_digest(folder: Path) -> Digest | None:
    """The issue in a folder as a value; None where a program of another version wrote it."""
    try:
        return from_json((folder / FACTS).read_bytes())
    except (OSError, InputError):
        return None


def errata(before: Digest | None, after: Digest, vintage: int, on: date | None) -> tuple[Erratum, ...]:
    """What *after* prints otherwise than *before*, figure by figure, and why as far as the numbers tell."""
    if before is None:
        why = "an earlier version of the program wrote the page that this one replaces"
        return (Erratum(vintage=vintage, on=on, figure="All figures", old="as kept", new="as printed here", why=why),)
    olds = {(each.dimension, each.code): each for each in before.summary.figures}
    found = []
    for new in after.summary.figures:
        old = olds.get((new.dimension, new.code))
        told, tells = (_told(old, before.summary) if old else "not printed"), _told(new, after.summary)
        if told != tells:
            why = _why(before, after, old, new)
            found.append(Erratum(vintage=vintage, on=on, figure=new.label, old=told, new=tells, why=why))
    if not found:
        why = "the weeks before it or the intervals were computed anew; no number of this week changed"
        found = [Erratum(vintage=vintage, on=on, figure="Comparison", old="as kept", new="as printed here", why=why)]
    return tuple(found)


def _told(figure: Figure, summary: WeekSummary) -> str:
    number, of = words.amounts(figure, summary)[0]
    return f"{number}{f' ({of})' if of else ''}, {figure.verdict}"


def _why(before: Digest, after: Digest, old: Figure | None, new: Figure) -> str:
    more = after.summary.n - before.summary.n
    if before.pack_version != after.pack_version:
        return "coded by another version of the topic pack"
    if more > 0:
        return f"{words.counted(more, 'article')} of that week came to be known later"
    if more < 0:
        return f"{words.counted(-more, 'article')} turned out to be copies, or not to count"
    if old is None or (old.k, old.minus_k, old.n) != (new.k, new.minus_k, new.n):
        return "articles were coded anew"
    return "the comparison was computed anew"


def _before(folder: Path) -> str:
    """The name of the issue before that of a folder, as far as issues stand there now; "" = there is none."""
    try:
        names = [each.name for each in folder.parent.iterdir() if WEEK_FOLDER.fullmatch(each.name)]
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise OutputError(str(folder.parent), error.strerror or str(error)) from error
    return max((each for each in names if each < folder.name and (folder.parent / each / FACTS).exists()), default="")


def _keep(folder: Path, vintage: int) -> None:
    """Put the issue that stands in a folder beside it, once; its facts last, as the mark that it is whole."""
    kept = folder.with_name(f"{folder.name}.v{vintage}")
    if not (kept / FACTS).exists():
        tables = sorted(each.name for each in folder.glob("*.csv"))
        for name in (PAGE, *tables, FACTS):
            if (folder / name).exists():
                write(kept, _text(folder / name), name)


def _put(folder: Path, digest: Digest) -> Issue:
    return Issue(digest=digest, html=render(digest), path=write_all(folder, digest))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(str(path), f"the issue that stands there cannot be read: {error}") from error


def _figures(facts: Mapping[str, Any]) -> list[list[Any]]:
    """What two issues are compared by; floats as far as they could ever be printed."""
    rows = facts["summary"].get("figures", [])
    return [[_rounded(row.get(name)) for name in PRINTED] for row in rows]


def _rounded(value: Any) -> Any:
    return round(value, 9) if isinstance(value, float) else value
