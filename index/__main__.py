"""The shell of the index: `python -m index add|list|show|remove|check|rebuild`."""

import argparse
import json
import logging
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from index.article import Article, Span
from index.errors import DatelineError, SourceError, StoreError
from index.reading import has_index
from index.settings import IndexSettings
from index.store import Store

if TYPE_CHECKING:
    from index.report import AddReport

SHORTEST_PREFIX = 6
"""Characters of an id that are enough, where they name one article only."""

EXAMPLES = """examples:
  python -m index add article.txt        add an article
  python -m index add news/              add every article in a folder, and below it
  python -m index add https://…          add a page, or what a feed or sitemap lists
  python -m index add --watch inbox/     add what comes into a folder, until Ctrl-C
  python -m index list                   what is there
  python -m index show 3f2a91            one article, by the beginning of its id
  python -m index show 3f2a91 --removed  what its page held besides
  python -m index check --repair         look for damage, and mend it
  python -m index rebuild                after a change of the embedding model
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        settings = IndexSettings(**({"data_dir": options.data} if options.data else {}))
        # What is wrong with the folder is told before anything is done for it.
        has_index(settings.data_dir)
        code: int = options.run(options, settings)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        print(f"The setting {name} is wrong: {first['msg']}.", file=sys.stderr)
        return 1
    except DatelineError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; what was added before is in the index.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of the output has seen enough ("| head").
        sys.stderr.close()
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, metavar="DIR", help="the data folder")
    shared.add_argument("--json", action="store_true", help="print JSON")
    parser = argparse.ArgumentParser(
        prog="python -m index",
        description="Articles in: add, list, show, remove, check.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[shared])
        sub.set_defaults(run=run)
        return sub

    add = command("add", _add, "add files, folders, or web addresses")
    add.add_argument("paths", nargs="*", metavar="PATH", help="file, folder or web address")
    add.add_argument(
        "--watch", type=Path, metavar="DIR", help="add what comes into this folder, until Ctrl-C"
    )
    command("list", _list, "list the articles")
    show = command("show", _show, "show an article")
    show.add_argument("id", metavar="ID", help="its id, or the beginning of it")
    show.add_argument(
        "--removed", action="store_true", help="show what was left out of its page, and why"
    )
    remove = command("remove", _remove, "remove an article")
    remove.add_argument("id", metavar="ID", help="its id, or the beginning of it")
    check = command("check", _check, "look for damage; exits with 1 if there is any")
    check.add_argument("--repair", action="store_true", help="mend what can be mended")
    command("rebuild", _rebuild, "split, understand and embed all articles anew")
    return parser


def _add(options: argparse.Namespace, settings: IndexSettings) -> int:
    from index.pipeline import Indexer
    from index.read import see_folder

    if not options.paths and not options.watch:
        raise SourceError("Nothing to add; give files, folders or addresses, or --watch DIR.")
    if options.watch:
        see_folder(options.watch)
    failed = False

    def told(report: "AddReport") -> None:
        nonlocal failed
        failed = failed or bool(report.failed)
        _print_report(report, as_json=options.json)

    with Indexer(settings) as indexer, _Bar("Adding") as bar:
        if options.paths:
            told(indexer.add(options.paths, progress=bar.show))
        if options.watch:
            print(f"Watching {options.watch}; Ctrl-C stops it.", file=sys.stderr)
            indexer.watch(options.watch, told=told, stop=threading.Event(), progress=bar.show)
    return 1 if failed else 0


def _print_report(report: "AddReport", *, as_json: bool) -> None:
    if as_json:
        _print_json(report.to_dict())
        return
    first, *failures = report.sentences()
    print(first)
    for outcome in report.added:
        print(f"{outcome.id}  {outcome.title}")
    for outcome in report.updated:
        print(f"{outcome.id}  {outcome.title} (was {outcome.replaces})")
    for failure in failures:
        print(failure, file=sys.stderr)


def _list(options: argparse.Namespace, settings: IndexSettings) -> int:
    with Store.open(settings.data_dir) as store:
        articles = store.articles()
    if options.json:
        _print_json([_summary(article) for article in articles])
    elif not articles:
        print(f"There are no articles in {settings.data_dir}.")
    else:
        for article in articles:
            print(f"{article.id}  {article.published or '----------'}  {_listed(article)}")
    return 0


def _listed(article: Article) -> str:
    """The title, and when it was updated where no other day is known."""
    if article.published or not article.updated:
        return article.title
    return f"{article.title} (updated {article.updated})"


def _show(options: argparse.Namespace, settings: IndexSettings) -> int:
    with Store.open(settings.data_dir) as store:
        article = _find(store, options.id, settings.data_dir)
        statements = store.statements(article.id)
        versions = store.versions(article.id)
        also = store.also_in(article.id)
    if options.json:
        removed = [{"kind": piece.kind, "text": piece.text} for piece in article.removed]
        said = [
            {
                "speaker": s.speaker,
                "role": s.role,
                "kind": s.kind,
                "said_on": s.said_on.isoformat() if s.said_on else None,
                "content": [_quoted(article, span) for span in s.content],
            }
            for s in statements
        ]
        _print_json(
            {
                **_summary(article),
                "provenance": dict(article.provenance),
                "versions": versions,
                "also_in": [{"id": a.id, "source": a.source, "url": a.url} for a in also],
                "text": article.text,
                "removed": removed,
                "statements": said,
            }
        )
    elif options.removed:
        for piece in article.removed:
            print(f"[{piece.kind}]\n{piece.text}\n")
    else:
        for name, value, where in _known(article):
            print(f"{name}: {value}" + (f" ({where})" if where else ""))
        if len(versions) > 1:
            print(f"versions: {', '.join(versions)}")
        for other in also:
            print(f"also in: {other.source or other.origin or other.title} ({other.id})")
        print(f"id: {article.id}\n\n{article.text}")
    return 0


def _known(article: Article) -> Iterator[tuple[str, str, str]]:
    """What is known of an article: name, value, and where it is from."""
    where = dict(article.provenance) | {"published": article.published_from}
    values = (
        ("title", article.title),
        ("authors", ", ".join(article.authors)),
        ("source", article.source),
        ("published", _moment(article.published, article.published_at)),
        ("updated", _moment(article.updated, article.updated_at)),
        ("section", article.section),
        ("language", article.language),
        ("place", article.place),
        ("url", article.url),
        ("origin", article.origin),
    )
    for name, value in values:
        if value:
            yield name, value, where.get(name, "")


def _moment(day: date | None, at: datetime | None) -> str:
    """The moment with its time zone where it is known, else the day."""
    return at.isoformat() if at else day.isoformat() if day else ""


def _remove(options: argparse.Namespace, settings: IndexSettings) -> int:
    with Store.open(settings.data_dir) as store:
        article = _find(store, options.id, settings.data_dir)
        store.remove(article.id)
    if options.json:
        _print_json({"removed": article.id})
    else:
        print(f"Removed {article.id}  {article.title}")
    return 0


def _check(options: argparse.Namespace, settings: IndexSettings) -> int:
    with Store.open(settings.data_dir) as store:
        if options.repair:
            store.repair()
        problems = store.check()
        count = store.count()
    if options.json:
        _print_json({"articles": count, "problems": problems})
    else:
        articles = "1 article" if count == 1 else f"{count} articles"
        print("\n".join(problems) or f"{articles}, nothing wrong.")
    if problems:
        command = "rebuild" if options.repair else "check --repair"
        print(f"To mend it, run: python -m index {command}", file=sys.stderr)
    return 1 if problems else 0


def _rebuild(options: argparse.Namespace, settings: IndexSettings) -> int:
    from index.pipeline import Indexer

    with Indexer(settings) as indexer, _Bar("Rebuilding") as bar:
        count = indexer.rebuild(progress=bar.show)
        model = indexer.store.model
    if options.json:
        _print_json({"articles": count, "model": model})
    else:
        print(f"Rebuilt {count} articles with the embedding model {model}.")
    return 0


def _find(store: Store, prefix: str, data_dir: Path) -> Article:
    """The one article whose id begins with `prefix`.

    Raises:
        StoreError: there is none, or more than one.
    """
    found = [i for i in store.ids(earlier=True) if i.startswith(prefix.lower())]
    if len(prefix) < SHORTEST_PREFIX:
        raise StoreError(
            f"{prefix!r} is too short for an id; give at least {SHORTEST_PREFIX} characters of it."
        )
    if len(found) > 1:
        raise StoreError(f"{len(found)} ids begin with {prefix}; give more of it.")
    article = store.article(found[0]) if found else None
    if article is None:
        raise StoreError(
            f"There is no article {prefix} in {data_dir}; see them with: python -m index list"
        )
    return article


def _quoted(article: Article, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": article.quote(span)}


def _summary(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "updated": _moment(article.updated, article.updated_at) or None,
        "authors": list(article.authors),
        "section": article.section,
        "language": article.language,
        "url": article.url,
        "place": article.place,
        "origin": article.origin,
        "characters": len(article.text),
    }


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


class _Bar:
    """A progress bar on standard error, for a person only."""

    def __init__(self, verb: str) -> None:
        from tqdm import tqdm

        # disable=None: silent where standard error is not a terminal.
        self._bar = tqdm(desc=verb, unit=" articles", file=sys.stderr, disable=None, leave=False)

    def show(self, done: int, total: int | None, title: str) -> None:
        """Show that `done` of `total` articles are done, `title` the last."""
        self._bar.total = total
        self._bar.set_postfix_str(title[:40], refresh=False)
        self._bar.update(done - self._bar.n)

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()


if __name__ == "__main__":
    sys.exit(main())
