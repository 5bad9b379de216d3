"""Pages to postings, and postings as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitesearch.index import (
    DIGITS,
    FULL,
    HEADING,
    LEVELS,
    NAME,
    Page,
    build,
    character_shards,
    encode_number,
    encode_postings,
    encode_vocabulary,
    lexicons,
    page_names,
    shards,
    suffixes,
    unused_groups,
)
from sitesearch.sections import Section


def page(name: str, text: str = "", title: str = "", **more: object) -> Page:
    return Page(name, f"{name}.html", title or name, [Section("", title, text)], **more)  # type: ignore[arg-type]


def stem(word: str) -> str:
    return word.removesuffix("s")


def test_a_posting_says_how_often_and_how_prominently() -> None:
    index = build([page("a", "x y y y z z z z", "Title x", keywords=["k"]), page("b", "x")])

    assert index.postings["x"] == [(0, 1 + HEADING), (1, 1)]
    assert (index.postings["y"], index.postings["z"]) == ([(0, 2)], [(0, 3)])
    assert index.postings["title"] == [(0, HEADING)]
    assert index.postings["k"] == index.postings["a"] == [(0, NAME + FULL)]
    assert (index.lengths, index.heads) == ([0, 0], [2, 1])


def test_a_word_of_a_longer_name_names_less_than_the_name_itself() -> None:
    """What is said of control and what of flow is no control flow."""
    shared = "control flow code"
    index = build(
        [page("a", shared, keywords=["control flow", "tail"]), page("b", shared)],
        synonyms=[["tail", "end of a list"], ["flow", "stream"]],
        stop_words=["of", "a"],
    )

    assert index.postings["controlflow"] == index.postings["tail"] == [(0, NAME + FULL)]
    assert index.postings["control"] == [(0, NAME + 1), (1, 1)]
    assert index.postings["stream"] == [(0, NAME + 1), (1, 1)]
    assert index.postings["list"] == [(0, NAME)]
    assert index.joined == {"controlflow", "endofalist"}


def test_neighbors_are_one_word_only_where_each_is_said_elsewhere_too() -> None:
    """Where one of them is on no other page it finds the page by itself."""
    index = build([page("a", keywords=["control flow"]), page("b", "control")])

    assert "controlflow" not in index.postings


def test_a_stop_word_counts_in_headings_only() -> None:
    index = build([page("a", "of x", "Of x"), page("b", "of x")], stop_words=["of", "the"])

    assert index.postings["of"] == [(0, HEADING)]
    assert index.postings["the"] == [], "it is known, though no page says it"
    assert index.heads == [1, 1]


def test_a_synonym_is_found_where_the_other_phrase_stands() -> None:
    index = build(
        [page("a", "guard pages trap"), page("b", "pages guard")],
        synonyms=[["guard page", "barrier"]],
        stem=stem,
    )

    assert index.postings["barrier"] == [(0, 1)]


def test_what_is_cited_counts_less_than_what_is_said() -> None:
    cited = Section("r", "", "x of", continued=True, reference=True)
    index = build([Page("a", "a.html", "A", [Section("", "A", "x"), cited])], stop_words=["of"])

    assert index.postings["x"] == [(0, 1), (1, 0)]
    assert index.postings["of"] == []
    assert index.heads == [1, 1]


def test_names_of_pages_that_weigh_more_come_in_their_order() -> None:
    pages = [
        page("p/one-two", weight=2.0, order=2), page("light"), page("p/six/index", weight=1.3),
    ]  # fmt: skip

    assert page_names(build(pages)) == [(2, ["six"]), (0, ["one", "two"])]


def test_groups_of_which_no_page_says_anything_are_named() -> None:
    groups = [["x", "nothing"], ["no", "none at all"], ["x nowhere", "neither"]]

    assert unused_groups(build([page("a", "x")]), groups) == groups[1:]


def decoded(text: str) -> list[tuple[int, int]]:
    """Read postings as store.js does."""
    found, last, level, shift, gap = [], -1, 1, 0, 0
    for sign in text:
        if sign in LEVELS:
            level = LEVELS.index(sign)
            continue
        digit = DIGITS.index(sign)
        gap |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            last += gap + 1
            found.append((last, level))
            level, shift, gap = 1, 0, 0
    return found


@given(st.dictionaries(st.integers(0, 100_000), st.integers(0, len(LEVELS) - 1)))
def test_postings_are_read_back(postings: dict[int, int]) -> None:
    assert decoded(encode_postings(sorted(postings.items()))) == sorted(postings.items())


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (31, "V"), (32, "W1"), (1024, "WW1")])
def test_a_number_is_in_groups_of_five_bits(number: int, text: str) -> None:
    assert encode_number(number) == text


def words_of(vocabulary: str) -> list[str]:
    """Read a vocabulary as store.js does."""
    words: list[str] = []
    for sign in vocabulary:
        if sign.isascii() and sign.isupper():
            words.append(words[-1][: ord(sign) - 65] if words else "")
        elif sign != "=":
            words[-1] += sign
    return words


@given(st.lists(st.text("abß中0", min_size=1, max_size=30), unique=True))
def test_a_vocabulary_is_read_back(words: list[str]) -> None:
    assert words_of(encode_vocabulary(sorted(words), sorted(words))) == sorted(words)


def test_a_word_of_the_same_stem_is_marked() -> None:
    assert encode_vocabulary(["page", "pages", "pair"], ["page", "page", "pair"]) == "Apage=EsCir"


def test_every_word_is_in_the_shard_of_its_range_and_forms_stay_together() -> None:
    words = [f"{first}{second}{'word' * 3}{end}" for first in "abcde" for second in "xyz"
             for end in ("", "s")]  # fmt: skip
    index = build([page("zz", " ".join(words))])
    cut = shards(index, stem, smallest=40)

    assert len(cut) > 3
    assert cut[0].first == ""
    assert [shard.first for shard in cut] == sorted(shard.first for shard in cut)
    held = [words_of(shard.vocabulary) for shard in cut]
    assert sorted(word for group in held for word in group) == sorted(index.postings)
    for shard, after, group in zip(cut, [*cut[1:], None], held, strict=True):
        assert all(word >= shard.first for word in group)
        assert after is None or all(word < after.first for word in group)
        assert len(shard.postings.split(" ")) == len(group)
        assert {f"{stem(word)}s" for word in group if len(word) > 5} <= {*group}


def test_chinese_terms_are_by_the_code_of_their_first_character() -> None:
    index = build([page("a", "版本 向量 更新 word")])
    cut = character_shards(index, size=10)

    assert len(cut) > 1
    for number, shard in enumerate(cut):
        assert all(ord(word[0]) % len(cut) == number for word in words_of(shard.vocabulary))
    assert sum(len(words_of(shard.vocabulary)) for shard in cut) == len(index.postings) - 2
    assert character_shards(build([page("a", "word")])) == []


def test_endings_of_the_same_stem_are_known_by_how_common_they_are() -> None:
    index = build([page("a", "page pages shard shards tree trees lone")])

    assert suffixes(index, stem) == ["", "s"]
    assert suffixes(index, str) == []


def test_a_lexicon_has_the_words_of_headings_and_of_many_pages() -> None:
    pages = [page(f"p{n}", "common rare" if n == 0 else "common", "Heading") for n in range(21)]
    (lexicon,) = lexicons(build(pages, stop_words=["heading"]), smallest=1) or [None]

    assert lexicon
    assert words_of(lexicon.vocabulary) == ["common"]
    assert lexicon.marks == DIGITS[4 * 5]
