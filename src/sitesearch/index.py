"""Pages to postings: which word stands where, and how prominently.

The unit is the *section*: a posting says that a term occurs in a section, how often
(1, 2–3, more; 0 if only in what the page cites), whether it is in the heading and whether it
names the page (a keyword, the page's own file name). A page is found through its sections, so
one structure answers for titles, headings and text, and every result knows which section to
link to.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from sitesearch.sections import Section
from sitesearch.tokens import Run, is_cjk, runs

COUNTS = 3  # the highest class of how often a term occurs
HEADING = 4  # the term is in the section's heading (in the title, for a page's first section)
NAMED = 1.3  # the weight from which on a page is meant wherever its file name is said
NAME = 8  # the term is a keyword of the page, a part of one, or of its file name;
FULL = 2  # with it, in full, and the count class says only whether the text has it
COMMON = 400  # over the pages of a small site: on how many a word is that a misspelling may mean
NUMBERS_TRIED = 32  # of shards of Chinese terms
ALIKE = 6  # letters at the beginning of two words that stay in one file if they can


# Phrases by their first word: the stems of each, the terms of its other names, and those of them
# that are a name in full.
Groups = Mapping[str, Sequence[tuple[list[str], set[str], set[str]]]]


@dataclass
class Page:
    """What the index knows of a page.

    ``keywords`` are other names of the page; ``facets`` the values it is filtered by;
    ``facts`` a line shown with the result; ``weight`` multiplies its score; ``order`` is its place
    among the pages that the site is about; ``picture``, an SVG, is shown with it before a query.
    """

    docname: str
    url: str
    title: str
    sections: list[Section]
    keywords: list[str] = field(default_factory=list)
    facets: dict[str, list[str]] = field(default_factory=dict)
    facts: str = ""
    weight: float = 1.0
    order: int = 0
    picture: str = ""


@dataclass
class Index:
    """Postings over all sections of all pages, pages in the order given.

    ``postings[term]`` is a list of (section number, level), ascending; level is the count
    class 0–3 plus :data:`HEADING` and :data:`NAME`; of a name it is 0 or 1 plus :data:`FULL`.
    ``joined`` are the terms that no page says so: neighbors written as one word. ``lengths``
    and ``heads`` have one entry a section: the length class 0–7 of its text and the number of
    words in its heading.
    """

    pages: list[Page]
    postings: dict[str, list[tuple[int, int]]]
    lengths: list[int]
    heads: list[int]
    stop_words: frozenset[str]
    joined: set[str] = field(default_factory=set)

    def page_of_sections(self) -> list[int]:
        """Return for every section the number of its page."""
        return [number for number, page in enumerate(self.pages) for _ in page.sections]


def build(
    pages: Sequence[Page],
    stop_words: Iterable[str] = (),
    synonyms: Sequence[Sequence[str]] = (),
    stem: Callable[[str], str] = str,
) -> Index:
    """Return the index of *pages*.

    *stop_words* are left out of the text but kept in headings; *synonyms* are groups of
    phrases: a section that says one of a group is found by the others too. The terms of one
    glossary entry are such a group. A phrase is also said by other forms of its words, which
    *stem* tells.
    """
    stops = frozenset(part for word in stop_words for run in runs(word) for part in run.parts)
    # A stop word is known even if no heading has it: it must not pass for a word not found.
    index = Index(list(pages), {word: [] for word in sorted(stops)}, [], [], stops)
    said: set[str] = set()
    entries = [s.names for page in pages for s in page.sections if len(s.names) > 1]
    group_of = _phrases([*synonyms, *entries], stem, stops)
    for page in pages:
        names, full = _names(page, group_of, stem, stops)
        said |= names
        for number, section in enumerate(page.sections):
            title = page.title if number == 0 else section.heading
            heading = [] if section.continued else runs(title)
            text = runs(section.text)
            if section.reference:
                terms = dict.fromkeys((t for run in text for t in run.terms if t not in stops), 0)
                said |= terms.keys()
                _post(index, terms)
                index.lengths.append(_length_class(len(text)))
                index.heads.append(1)
                continue
            counts = _with_synonyms(text, group_of, stem, stops)
            said |= counts.keys() | {term for run in heading for term in run.terms}
            _post(
                index,
                counts,
                _heading_terms(heading, group_of, stem),
                *((names | full, full) if number == 0 else ()),
            )
            index.lengths.append(_length_class(len(text)))
            index.heads.append(_heading_length(heading, stops))
    index.joined = index.postings.keys() - said - stops
    _drop_plain_pairs(index)
    return index


def page_names(index: Index) -> list[tuple[int, list[str]]]:
    """Return the words of the file name of every page that weighs :data:`NAMED` or more.

    They stand in the order they are shown in. These pages are what the site is about: whoever
    says such a name means the page, whatever is said beside it.
    """
    about = [(number, page) for number, page in enumerate(index.pages) if page.weight >= NAMED]
    return [
        (number, [term for run in runs(_file_name(page)) for term in run.parts])
        for number, page in sorted(about, key=lambda pair: (pair[1].order, pair[0]))
    ]


def _file_name(page: Page) -> str:
    return page.docname.removesuffix("/index").rpartition("/")[2]


def _terms(text: str) -> Iterable[str]:
    return (term for run in runs(text) for term in run.terms)


def _names(
    page: Page, group_of: Groups, stem: Callable[[str], str], stops: Set[str]
) -> tuple[set[str], set[str]]:
    """Return the terms of a page's names, and those that are a name in full.

    In full are a name of one word, two neighbors of a longer one, written as one word, and every
    word of the file name. So are the other names of a name, but not those of a part of it.
    """
    file = _file_name(page)  # "ekko-elastic" is also written as one word
    full = {term for text in (file, file.replace("-", "")) for term in _terms(text)}
    names: set[str] = set()
    for text in page.keywords:
        found = runs(text)
        names |= _with_synonyms(found, group_of, stem).keys()
        full |= _full_names(text, stops)
        words = [stem(run.whole) for run in found]
        for phrase, _, others in group_of.get(words[0], ()) if words else ():
            if phrase == words:
                full |= others
    return names, full


def _full_names(text: str, stops: Set[str]) -> set[str]:
    """Return the terms that say a name in full: its one word, or neighbors as one word.

    >>> sorted(_full_names("control-flow graph", set())), _full_names("Paxos", set())
    (['controlflow', 'flowgraph'], {'paxos'})
    >>> sorted(_full_names("Summer of Code", {"of"}))
    ['summercode', 'summerofcode']
    """
    words = [run.whole for run in runs(text)]
    if is_cjk(text):
        return {text} if len(text) == 2 else set()
    if len(words) == 1:
        return {*words}
    ends = [at for at, word in enumerate(words) if word not in stops]
    return {
        name
        for one, other in pairwise(ends)
        for name in (words[one] + words[other], "".join(words[one : other + 1]))
    }


def _drop_plain_pairs(index: Index) -> None:
    """Forget neighbors written as one word where one of the two is on no other page.

    That word leads to the page by itself, and the engine cuts what it does not know in two.
    """
    page_of = index.page_of_sections()
    pages = {
        word: {page_of[section] for section, level in postings if level}
        for word, postings in index.postings.items()
    }
    for pair in [*index.joined]:
        here = pages[pair]
        for at in range(1, len(pair)):
            one, other = pages.get(pair[:at]), pages.get(pair[at:])
            if one and other and (one <= here or other <= here):
                del index.postings[pair]
                index.joined.discard(pair)
                break


def _other_terms(phrase: str) -> list[str]:
    """Return the terms of another name: of a Chinese one its pairs without the last character."""
    terms = [*_terms(phrase)]
    return [t for t in terms if len(t) > 1] if is_cjk(phrase) and len(terms) > 1 else terms


def _post(
    index: Index,
    counts: Mapping[str, int],
    heading: Set[str] = frozenset(),
    names: Set[str] = frozenset(),
    full: Set[str] = frozenset(),
) -> None:
    """Add one section's postings; its number is how many have been added before."""
    number = len(index.lengths)
    for term in {*counts, *heading, *names}:
        level = min(counts.get(term, 0).bit_length(), COUNTS)
        if term in names:
            level = NAME + FULL * (term in full) + min(level, 1)
        level += HEADING * (term in heading)
        index.postings.setdefault(term, []).append((number, level))


def _with_synonyms(
    text: Sequence[Run],
    group_of: Groups,
    stem: Callable[[str], str],
    stops: Set[str] = frozenset(),
) -> dict[str, int]:
    """Count the terms of *text*, and once each the other names of what it speaks of."""
    counts = Counter(term for run in text for term in run.terms if term not in stops)
    others = {name for names, _ in _other_names(text, group_of, stem) for name in names}
    return dict.fromkeys(others, 1) | counts


def _heading_terms(text: Sequence[Run], group_of: Groups, stem: Callable[[str], str]) -> set[str]:
    """Return the terms of a heading, and the other names of what it speaks of in full.

    The words of a longer one by themselves do not say what it is about.
    """
    found = {term for run in text for term in run.terms}
    for names, full in _other_names(text, group_of, stem):
        found |= full | {name for name in names if is_cjk(name)}
    return found


def _other_names(
    text: Sequence[Run], group_of: Groups, stem: Callable[[str], str]
) -> Iterator[tuple[set[str], set[str]]]:
    """Yield of each phrase in *text* the terms of its other names, and those that are in full."""
    words = [stem(run.whole) for run in text]
    for start, word in enumerate(words):
        for phrase, names, full in group_of.get(word, ()):
            if words[start : start + len(phrase)] == phrase:
                yield names, full


def _length_class(words: int) -> int:
    """Return 0 for up to 63 words, one more for every doubling, 7 at most."""
    return min((words >> 6).bit_length(), 7)


def _heading_length(heading: Sequence[Run], stops: frozenset[str]) -> int:
    """Return how many different words of a heading carry meaning, all if none does."""
    words = {run.whole for run in heading}
    return min(len(words - stops) or len(words), 31)


def _phrases(
    synonyms: Sequence[Sequence[str]], stem: Callable[[str], str], stops: Set[str]
) -> Groups:
    """Return every phrase of every group, by its first word, with the group's other phrases."""
    others: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
    for group in synonyms:
        for phrase in group:
            key = tuple(stem(run.whole) for run in runs(phrase))
            terms, full = others.setdefault(key, (set(), set()))
            for other in group:
                if other != phrase:
                    # other forms of the word itself are no other names: the engine knows them
                    terms |= {t for t in _other_terms(other) if (stem(t),) != key}
                    full |= _full_names(other, stops)
    found: dict[str, list[tuple[list[str], set[str], set[str]]]] = {}
    for key, (terms, full) in others.items():
        if key:  # a name of signs alone has no words
            found.setdefault(key[0], []).append(([*key], terms, full))
    return found


def unused_groups(index: Index, synonyms: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the groups of which no page says anything, so that they find nothing."""
    return [
        group
        for group in synonyms
        if not any(all(index.postings.get(t) for t in _terms(phrase)) for phrase in group)
    ]


# How an index is written as text: see store.js for how it is read.

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
LEVELS = "!#$%&()*+,./:;=?"


def encode_number(number: int) -> str:
    """Return *number* in groups of five bits, lowest first; a sixth bit says more follow."""
    text = ""
    while number > 31:
        text += DIGITS[32 + (number & 31)]
        number >>= 5
    return text + DIGITS[number]


def encode_postings(postings: Iterable[tuple[int, int]]) -> str:
    """Return postings as gaps between section numbers; level 1, the usual one, is not written."""
    text: list[str] = []
    last = -1
    for section, level in postings:
        if level != 1:
            text.append(LEVELS[level])
        text.append(encode_number(section - last - 1))
        last = section
    return "".join(text)


def encode_vocabulary(words: Sequence[str], stems: Sequence[str]) -> str:
    """Return *words* front-coded: a capital says how many letters the previous word lends.

    Before the capital, ``=`` marks a word with the previous word's stem. Words are folded, so
    neither a capital nor ``=`` occurs inside one.
    """
    text: list[str] = []
    last, last_stem = "", ""
    for word, stem in zip(words, stems, strict=True):
        shared = 0
        while shared < min(len(last), len(word), 25) and last[shared] == word[shared]:
            shared += 1
        same = "=" if stem == last_stem else ""
        text.append(f"{same}{chr(65 + shared)}{word[shared:]}")
        last, last_stem = word, stem
    return "".join(text)


@dataclass
class Shard:
    """A range of the vocabulary: its words by stem, and their postings, as text."""

    first: str
    vocabulary: str
    postings: str


def shards(
    index: Index, stem: Callable[[str], str], smallest: int = 200, largest: int = 8_000
) -> list[Shard]:
    """Cut the words in letters into ranges of about equal size.

    A visitor's words load the one range each falls into: the smaller it is, the less is loaded
    for nothing, but a file of less than *smallest* characters does not pack well. On a large
    site, ranges of at most *largest* characters keep the list of ranges short. A cut is made
    where neighboring words differ early, so that forms of one word, and many misspellings of
    it, stay in one range.
    """
    words = sorted(word for word in index.postings if not is_cjk(word[0]))
    encoded = {word: encode_postings(index.postings[word]) for word in words}
    total = sum(len(encoded[word]) + 4 for word in words)
    target = max(smallest, min(largest, total // 228))
    return [
        _shard(index, first, sorted(group, key=lambda word: (stem(word), word)), stem)
        for first, group in _ranges(words, encoded, target)
    ]


def character_shards(index: Index, size: int = 64) -> list[Shard]:
    """Return the Chinese, Japanese and Korean terms by the code of their first character.

    The remainder of the code by the number of shards says which one: no list of ranges is needed,
    and the pairs of a query, which begin with characters from anywhere, load little for nothing.
    A shard has about *size* characters; of the numbers of shards near that, the one with the
    most equal shards is taken.
    """
    words = sorted(word for word in index.postings if is_cjk(word[0]))
    if not words:
        return []
    sizes = Counter[int]()
    for word in words:
        sizes[ord(word[0])] += len(encode_postings(index.postings[word])) + 4
    least = -(-sizes.total() // size)

    def unevenness(count: int) -> int:
        filled = Counter[int]()
        for code, characters in sizes.items():
            filled[code % count] += characters
        return sum(characters**2 for characters in filled.values())

    count = min(range(least, least + min(least, NUMBERS_TRIED)), key=unevenness)
    groups: list[list[str]] = [[] for _ in range(count)]
    for word in words:
        groups[ord(word[0]) % count].append(word)
    return [_shard(index, "", group, str) for group in groups]


def _shard(index: Index, first: str, words: Sequence[str], stem: Callable[[str], str]) -> Shard:
    return Shard(
        first,
        encode_vocabulary(words, [stem(word) for word in words]),
        " ".join(encode_postings(index.postings[word]) for word in words),
    )


def suffixes(index: Index, stem: Callable[[str], str], most: int = 40) -> list[str]:
    """Return the commonest endings by which words of one stem differ, from it or each other.

    By them the visitor's browser knows another form of a word without the stemmer.
    """
    forms: dict[str, list[str]] = {}
    for word in sorted(index.postings):
        forms.setdefault(stem(word), []).append(word)
    counts = Counter(
        ending
        for root, words in forms.items()
        for word in words
        for ending in {word[_shared(word, other) :] for other in (root, *words) if other != word}
    )
    # among equally common ones the shorter, then by letters: sets have no order of their own
    common = sorted(counts, key=lambda ending: (-counts[ending], len(ending), ending))
    return sorted(common[:most])


@dataclass
class Lexicon:
    """The words that a misspelling may mean, of some initials, and a mark for each.

    A mark is four times the binary length of how many sections have the word, plus two if it
    names a page, plus one if it is in a heading; a digit each.
    """

    first: str
    vocabulary: str
    marks: str


def lexicons(index: Index, smallest: int = 200) -> list[Lexicon]:
    """Return the words of headings, of names and of many pages, by their first letter.

    Words of one initial stay together, since most errors are further inside; initials with few
    words share a lexicon, so that it has *smallest* characters or more.
    """
    page_of = index.page_of_sections()
    roots = {0, *(at for at, (one, other) in enumerate(pairwise(page_of), 1) if one != other)}
    marks: dict[str, dict[str, str]] = {}
    common = max(3, COMMON // len(index.pages))
    skipped = index.stop_words | index.joined
    for word, postings in sorted(index.postings.items()):
        if not word.isalpha() or is_cjk(word) or len(word) < 3 or word in skipped:
            continue
        heading = any(level & HEADING for _, level in postings)
        full = NAME + FULL
        named = any(
            level & full == full or (level & HEADING and s in roots) for s, level in postings
        )
        # a word that is only a part of one page's keyword names nothing by itself
        parts = sum(level >= NAME for _, level in postings)
        if (
            heading
            or named
            or parts > 1
            or len({page_of[section] for section, level in postings if level}) > common
        ):
            mark = 4 * min(15, len(postings).bit_length()) + 2 * named + heading
            marks.setdefault(word[0], {})[word] = DIGITS[mark]
    found: list[Lexicon] = []
    group: dict[str, str] = {}
    for initial in sorted(marks):
        group |= marks[initial]
        words = list(group)
        vocabulary = encode_vocabulary(words, words)
        if len(vocabulary) > smallest or initial == max(marks):
            first = words[0][0] if found else ""
            found.append(Lexicon(first, vocabulary, "".join(group.values())))
            group = {}
    return found


def _ranges(
    words: Sequence[str], encoded: Mapping[str, str], target: int
) -> list[tuple[str, list[str]]]:
    """Return (first key, words) of every range; the first range's key is empty."""
    sizes = [len(encoded[word]) + 4 for word in words]
    cuts = [0]
    size, best, best_shared = 0, 0, 99
    for at, (before, word) in enumerate(pairwise(words), start=1):
        size += sizes[at - 1]
        shared = _shared(before, word)
        if size > target // 2 and shared <= best_shared:
            best, best_shared = at, shared
        if size > target and best and (best_shared < ALIKE or size > 2 * target):
            cuts.append(best)
            size, best, best_shared = sum(sizes[best:at]), 0, 99
    cuts.append(len(words))
    return [
        (
            "" if start == 0 else words[start][: _shared(words[start - 1], words[start]) + 1],
            list(words[start:end]),
        )
        for start, end in pairwise(cuts)
    ]


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
