"""One table of texts through both tokenizers: what they make, and that they agree."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitesearch.tokens import runs
from support.search_node import ask

TABLE = {
    "Ekko Elastic": [("ekko", ["ekko"]), ("elastic", ["elastic"])],
    "DomTreeUpdater": [("domtreeupdater", ["dom", "tree", "updater"])],
    "applyUpdates()": [("applyupdates", ["apply", "updates"])],
    "flush_barrier": [("flushbarrier", ["flush", "barrier"])],
    "__init__": [("init", ["init"])],
    "LLVMContext": [("llvmcontext", ["llvm", "context"])],
    "APIs of PEPs": [("apis", ["apis"]), ("of", ["of"]), ("peps", ["peps"])],
    "1,980 of 12,345,678, not 1,98": [
        ("1980", ["1980"]), ("of", ["of"]), ("12345678", ["12345678"]), ("not", ["not"]),
        ("1", ["1"]), ("98", ["98"]),
    ],
    "1980x": [("1980x", ["1980", "x"])],
    "0.15s, 2.4 and 007.50.": [
        ("0.15s", ["0.15", "s"]), ("2.4", ["2.4"]), ("and", ["and"]), ("7.50", ["7.50"]),
    ],
    "i32.load end.Next": [
        ("i32", ["i", "32"]), ("load", ["load"]), ("end", ["end"]), ("next", ["next"]),
    ],
    "pep-0008, PEP 8, pep8": [
        ("pep", ["pep"]), ("8", ["8"]), ("pep", ["pep"]), ("8", ["8"]), ("pep8", ["pep", "8"]),
    ],
    "000": [("0", ["0"])],
    "naïve Café ÅNGSTRÖM": [("naive", ["naive"]), ("cafe", ["cafe"]), ("angstrom", ["angstrom"])],
    "ﬁle ２０２２": [("file", ["file"]), ("2022", ["2022"])],
    "LLVM's don't wasn’t": [
        ("llvm", ["llvm"]), ("dont", ["don", "t"]), ("wasnt", ["wasn", "t"]),
    ],
    "图计算": [("图计", ["图计", "计算", "算"])],
    "用Rust写": [("用", ["用", "rust", "写"])],
    "ひらがな": [("ひら", ["ひら", "らが", "がな", "な"])],
    "_ – … 🙂": [],
    "constructor __proto__": [("constructor", ["constructor"]), ("proto", ["proto"])],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize("text", TABLE)
def test_runs(text: str) -> None:
    assert [(run.whole, list(run.parts)) for run in runs(text)] == TABLE[text]


def test_both_languages_agree_on_the_table() -> None:
    reply = ask(tokens=list(TABLE))["tokens"]

    assert reply == json.loads(json.dumps(list(TABLE.values())))


ALPHABET = "aBcZ09_'’ -.éÉßŁ²中文がカ한ｱＡǅ"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(ALPHABET, max_size=12), min_size=40, max_size=80))
def test_both_languages_agree_on_anything(texts: list[str]) -> None:
    ours = [[[run.whole, list(run.parts)] for run in runs(text)] for text in texts]

    assert ask(tokens=texts)["tokens"] == ours
