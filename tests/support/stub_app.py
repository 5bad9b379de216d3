"""As much of a Sphinx application as our own code asks for: nothing is parsed and no page built.

For direct tests of what directives return and of what is written beside the pages.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList
from pybtex.database import parse_file

from portfolio.content.page import SUMMARY
from portfolio.content.period import Month
from support.small import Site

CONFIG = {
    "root_doc": "index",
    "project": "Small",
    "author": "Chijun Sima",
    "html_favicon": None,
    "portfolio_profile_date": "2022-08",
    "portfolio_topics": {"cloud-systems": "Cloud systems", "compilers": "Compilers"},
    "portfolio_person": {
        "name": "A", "job": "B", "employer": "C", "university": "D", "links": ["https://a.example"],
    },
    "portfolio_feed_authority": "a.example,2022",
}  # fmt: skip


class StubApp:
    """An application that has read *site*; *address* is where it will be published.

    A page is called by its heading or its project's title, and described by "About" and that.
    """

    def __init__(
        self, site: Site, address: str = "", builder: str = "html", **config: object
    ) -> None:
        docs = {path.relative_to(site.docs): path for path in sorted(site.docs.rglob("*.md"))}
        names = {path.with_suffix("").as_posix(): file for path, file in docs.items()}
        catalogue = site.catalogue()
        titles = {name: _title(file.read_text("utf-8")) for name, file in names.items()}
        titles |= {project.docname: project.title for project in catalogue}
        self.config = SimpleNamespace(**CONFIG | {"html_baseurl": address} | config)
        domains = {
            "portfolio": SimpleNamespace(
                catalogue=catalogue,
                profile_date=Month.parse(self.config.portfolio_profile_date),
                topics=self.config.portfolio_topics,
                data={},
            ),
            "cite": SimpleNamespace(
                bibdata=SimpleNamespace(data=parse_file(str(site.docs / "references.bib")))
            ),
        }
        about = {name: {SUMMARY: f"About {title}."} for name, title in titles.items()}
        serials = iter(range(1_000))
        self.env = SimpleNamespace(
            config=self.config,
            found_docs=set(names),
            all_docs=dict.fromkeys(names, 0),
            docname="index",
            titles={name: nodes.title("", title) for name, title in titles.items()},
            metadata=defaultdict(dict, about),
            get_domain=domains.__getitem__,
            new_serialno=lambda _: next(serials),
            note_dependency=lambda _: None,
        )
        self.outdir = site.folder / "html"
        self.outdir.mkdir(exist_ok=True)
        self.confdir = self.srcdir = site.docs
        self.builder = SimpleNamespace(
            name=builder,
            format="html" if builder in ("html", "dirhtml", "singlehtml", "epub") else builder,
            get_target_uri=lambda name: _address(name, builder),
            get_relative_uri=lambda _, name: _address(name, builder),
        )
        self.handlers: dict[str, list[tuple[int, Callable[..., Any]]]] = defaultdict(list)

    def connect(self, event: str, handler: Callable[..., Any], priority: int = 500) -> None:
        """Take *handler* for *event*, as Sphinx does."""
        self.handlers[event].append((priority, handler))

    def emit(self, event: str, *arguments: Any) -> list[Any]:
        """Call the handlers of *event* in their order; return what they return."""
        handlers = sorted(self.handlers[event], key=lambda handler: handler[0])
        return [handler(self, *arguments) for _, handler in handlers]

    def after_build(self, module: Any, exception: Exception | None = None) -> None:
        """Let *module* do what it does when a build has ended."""
        module.setup(self)
        self.emit("build-finished", exception)

    def written(self) -> set[str]:
        """Return the names of the files below the output folder."""
        files = (path for path in self.outdir.rglob("*") if path.is_file())
        return {path.relative_to(self.outdir).as_posix() for path in files}

    def directive(
        self,
        kind: type[Directive],
        *arguments: str,
        content: Sequence[str] = (),
        options: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return a directive as docutils makes it on the page ``env.docname``."""
        document = SimpleNamespace(settings=SimpleNamespace(env=self.env))
        return kind(
            name=kind.__name__,
            arguments=[*arguments],
            options=dict(options or {}),
            content=StringList([*content], "page.md"),
            lineno=3,
            content_offset=3,
            block_text="",
            state=SimpleNamespace(document=document),  # type: ignore[arg-type]
            state_machine=SimpleNamespace(  # type: ignore[arg-type]
                get_source_and_line=lambda line: ("page.md", line), reporter=None
            ),
        )


def _title(text: str) -> str:
    lines = (line for line in text.splitlines() if line.startswith("# "))
    return next(lines, "# ").removeprefix("# ")


def _address(name: str, builder: str) -> str:
    if builder != "dirhtml":
        return f"{name}.html"
    return "" if name == "index" else f"{name.removesuffix('/index')}/"
