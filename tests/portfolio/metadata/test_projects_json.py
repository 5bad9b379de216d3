"""projects.json says every fact, in the shape its schema states."""

import json
from dataclasses import fields

from jsonschema import Draft202012Validator

from portfolio.content.project import Project
from support.small import Site


def test_has_every_fact(small: Site) -> None:
    small.project(
        "a",
        title="Größe",
        period="2018-05 to 2019-02",
        collaborators="[Ann]",
        mentor="Ben",
        venue="OSDI '22",
        keywords="[x, y]",
        related="[{uses: b, why: w}]",
        publications="[own2003]",
        lab="consensus",
        headline="{value: 2 s, label: x, source: own2003}",
    )
    small.project("b")
    assert small.build() == []
    text = small.file("projects.json").read_text(encoding="utf-8")
    data = json.loads(text)

    assert "Größe" in text
    assert data["profile_date"] == "2022-08"
    assert data["topics"] == {"cloud-systems": "Cloud systems", "compilers": "Compilers"}
    b, a = data["projects"]
    assert a == {
        "slug": "a",
        "url": "projects/a.html",
        "title": "Größe",
        "claim": "It does what it says.",
        "role": "Made it",
        "period": {"start": "2018-05", "end": "2019-02"},
        "organization": "Tencent",
        "order": None,
        "mentor": "Ben",
        "collaborators": ["Ann"],
        "venue": "OSDI '22",
        "status": "In use",
        "topics": ["cloud-systems"],
        "keywords": ["x", "y"],
        "related": [{"kind": "uses", "project": "b", "why": "w"}],
        "publications": ["own2003"],
        "lab": "consensus",
        "headline": {"value": "2 s", "label": "x", "source": "own2003"},
    }
    assert b["related"] == [{"kind": "used by", "project": "a", "why": "w"}]
    assert (b["period"]["end"], b["venue"], b["lab"], b["headline"]) == (None, None, None, None)


def test_no_fact_of_a_project_is_left_out(small: Site) -> None:
    small.project("a")
    assert small.build() == []
    (a,) = json.loads(small.file("projects.json").read_text())["projects"]

    assert {field.name for field in fields(Project)} - {"file", "title_line", "figure"} <= a.keys()


def test_follows_its_published_schema(small: Site) -> None:
    small.project("a", headline="{value: 2 s, label: x, source: own2003}")
    small.project("b", related="[{part of: a, why: w}]")
    assert small.build() == []
    data = json.loads(small.file("projects.json").read_text())
    schema = json.loads(small.file(data["$schema"]).read_text())
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema)

    assert judge.is_valid(data)
    data["projects"][0]["period"]["start"] = "soon"
    assert not judge.is_valid(data)
