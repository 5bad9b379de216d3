"""The catalogue: every project, checked against the others, in the order pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from portfolio.content import frontmatter, project
from portfolio.content.diagnostic import ContentError, Diagnostic
from portfolio.content.project import INVERSE, Project, Relation, Vocabulary

FOLDER = "projects"
INDEX = "index"


@dataclass(frozen=True)
class Catalogue:
    """The projects, ordered by :func:`_order`; *sound* unless a page had a mistake."""

    projects: tuple[Project, ...] = ()
    sound: bool = True

    def __iter__(self) -> Iterator[Project]:
        return iter(self.projects)

    @cached_property
    def _by_slug(self) -> dict[str, Project]:
        return {project.slug: project for project in self}

    @cached_property
    def _relations(self) -> dict[str, list[tuple[str, Project, str]]]:
        related: dict[str, list[tuple[str, Project, str]]] = {entry.slug: [] for entry in self}
        for entry in self:
            for relation in entry.related:
                if other := self.get(relation.slug):
                    related[entry.slug].append((relation.kind, other, relation.why))
                    related[other.slug].append((INVERSE[relation.kind], entry, relation.why))
        order = list(dict.fromkeys((*INVERSE, *INVERSE.values())))
        for relations in related.values():
            relations.sort(key=lambda entry: order.index(entry[0]))
        return related

    def get(self, slug: str) -> Project | None:
        """Return the project *slug*, or ``None``."""
        return self._by_slug.get(slug)

    def at(self, docname: str) -> Project | None:
        """Return the project whose page is *docname*, or ``None``."""
        folder, _, slug = docname.rpartition("/")
        return self.get(slug) if folder == FOLDER else None

    def in_topic(self, topic: str) -> tuple[Project, ...]:
        """Return the projects that name *topic*."""
        return tuple(project for project in self if topic in project.topics)

    def with_publication(self, key: str) -> tuple[Project, ...]:
        """Return the projects that the publication *key* belongs to."""
        return tuple(project for project in self if key in project.publications)

    def with_lab(self, lab: str) -> Project | None:
        """Return the project that *lab* models, or ``None``."""
        return next((project for project in self if project.lab == lab), None)

    def relations(self, slug: str) -> tuple[tuple[str, Project, str], ...]:
        """Return (kind, other project, why) of *slug*, both stated here and by the others."""
        return tuple(self._relations[slug])


def load(source: Path, vocabulary: Vocabulary) -> tuple[Catalogue, list[Diagnostic]]:
    """Read ``projects/*.md`` below *source*, all but its index.

    Returns the projects without mistakes, and every mistake of every page, in order.
    """
    projects: list[Project] = []
    mistakes: list[Diagnostic] = []
    slugs = set()
    for path in sorted((source / FOLDER).glob("*.md")):
        if path.stem == INDEX or path.name.startswith("."):  # an editor's lock, for instance
            continue
        slugs.add(path.stem)
        file = f"{source.name}/{FOLDER}/{path.name}"
        if not project.SLUG.fullmatch(path.stem):  # a file that strayed here lacks all else, too
            rule = f"{project.SLUG_RULE}, as in my-project.md"
            mistakes.append(Diagnostic(file, 1, f'bad file name "{path.name}"; allowed: {rule}'))
            continue
        try:
            fields = frontmatter.read(path, file)
        except ContentError as error:
            mistakes += error.mistakes
            continue
        entry, wrong = project.parse(path.stem, file, fields, vocabulary)
        mistakes += wrong
        projects.append(entry)
    mistakes += _across(projects, slugs)
    bad = {mistake.file for mistake in mistakes}
    good = sorted((entry for entry in projects if entry.file not in bad), key=_order)
    return Catalogue(tuple(good), sound=not bad), sorted(set(mistakes))


def _order(project: Project) -> tuple[bool, int, bool, int, bool, str]:
    """Order projects: as ``order`` says; then running ones, newest, with a paper, by title."""
    return (
        project.order is None,
        project.order or 0,
        project.period.end is not None,
        -project.period.start.count,
        not project.publications,
        project.title,
    )


def _across(projects: list[Project], slugs: set[str]) -> Iterator[Diagnostic]:
    """Find what is wrong between pages: *slugs* are all pages, *projects* those with YAML."""
    titles: dict[str, Project] = {}
    stated: dict[tuple[str, str, str], tuple[Project, Relation]] = {}
    for entry in projects:
        first = titles.setdefault(entry.title.casefold(), entry)
        if entry.title and first is not entry:
            text = f'title "{entry.title}" is already that of {first.file}:{first.title_line}'
            yield Diagnostic(entry.file, entry.title_line, text)
        for relation in entry.related:
            if relation.kind not in INVERSE or not relation.slug:
                continue  # reported where it was read
            if relation.slug not in slugs:
                text = project.unknown("project", relation.slug, slugs - {entry.slug})
                yield Diagnostic(entry.file, relation.line, text)
            elif relation.slug == entry.slug:
                yield Diagnostic(entry.file, relation.line, "a project cannot be related to itself")
            before = stated.setdefault(_pair(entry, relation), (entry, relation))
            if before != (entry, relation):
                where = f"{before[0].file}:{before[1].line}"
                text = f"this relation is already stated in {where}; state it once"
                yield Diagnostic(entry.file, relation.line, text)


def _pair(project: Project, relation: Relation) -> tuple[str, str, str]:
    """Name a relation so that a symmetric one has one name, whichever side states it."""
    ends = project.slug, relation.slug
    if INVERSE[relation.kind] == relation.kind:
        ends = min(ends), max(ends)
    return relation.kind, *ends
