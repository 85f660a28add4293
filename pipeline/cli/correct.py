"""A person's word on how an article is coded."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from pipeline.cli import show
from pipeline.cli.files import require_text
from pipeline.cli.why import find
from pipeline.errors import InputError
from pipeline.model.pack import CodeCorrection
from pipeline.pack import load_pack
from pipeline.pack.corrections import CORRECTIONS, checked_code, drop_code_correction, save_code_correction
from pipeline.settings import Settings, load_settings
from pipeline.store.connection import Store


@click.command()
@click.argument("article")
@click.argument("dimension")
@click.argument("codes", nargs=-1, metavar="[CODE ...]")
@click.option("--who", help="Your name.")
@click.option("--why", "reason", help="On what ground, in a sentence.")
@click.option("--take-back", is_flag=True, help="Drop what was said of this article and dimension.")
def correct(
    article: str, dimension: str, codes: tuple[str, ...], who: str | None, reason: str | None, take_back: bool
) -> None:
    """
    Say how ARTICLE (an id, the start of one, or a URL) answers DIMENSION; it wins over every method.

    DIMENSION is relevance, genre, topics, orientation, blame or outlook. Topics take all CODEs that the article has, or
    none. The word stands in corrections.toml of the pack; the next `detente digest` or `run` counts by it, and the next
    `detente train` learns from it.

    Example: detente correct 3f9c2d1e orientation engage --who "A. Editor" --why "The call to arm is a quote."
    """
    settings = load_settings()
    pack = load_pack(settings.pack)
    name = _name(settings, require_text(article, "article"))
    path = settings.pack / CORRECTIONS
    if take_back:
        if codes:
            raise click.UsageError("--take-back drops what was said: it takes no code")
        drop_code_correction(settings.pack, name, dimension)
        click.echo(show.line(f"{path}: nothing is said of {dimension} of {name} any more"))
        return
    if who is None or reason is None:
        raise click.UsageError("a correction says --who and --why")
    today = datetime.now(UTC).date()
    said = CodeCorrection(
        article=name,
        dimension=dimension,
        codes=codes,
        who=require_text(who, "--who"),
        when=today,
        why=require_text(reason, "--why"),
    )
    checked = checked_code(said, pack.dimensions, pack.topics)
    save_code_correction(settings.pack, checked)
    click.echo(show.line(f"{path}: {dimension} of {checked.article} is {', '.join(checked.codes) or 'none'}"))


def _name(settings: Settings, article: str) -> str:
    """
    The address of a stored article, which stays when the database is made anew; an address that is not stored waits.

    Raises:
        InputError: an id that no stored article has, or several have.
    """
    if not settings.published.exists():
        if "://" not in article:
            raise InputError(article, "there is no database yet: name the article by its URL")
        return article
    try:
        with Store(settings.published, read_only=True) as store:
            return str(find(store, article)["url"])
    except InputError:
        if "://" not in article:
            raise
        click.echo(f"not stored yet, it waits: {show.line(article)}", err=True)
        return article
