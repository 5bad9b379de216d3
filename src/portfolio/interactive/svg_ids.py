"""Ids that stay unique when one drawing stands on a page more than once."""

import xml.etree.ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", SVG)


def prefixed(svg: str, prefix: str) -> str:
    """Return *svg* with *prefix* before each id, in the references to it too.

    >>> prefixed('<svg aria-labelledby="a"><title id="a">T</title></svg>', "x-")
    '<svg aria-labelledby="x-a"><title id="x-a">T</title></svg>'
    """
    root = ET.fromstring(svg)
    ids = {one for node in root.iter() if (one := node.get("id"))}
    for node in root.iter():
        for name, text in node.items():
            words = text.split()
            if name == "id" or (name.startswith("aria-") and ids.issuperset(words)):
                node.set(name, " ".join(prefix + word for word in words))
            elif text.removeprefix("#") in ids and text.startswith("#"):
                node.set(name, f"#{prefix}{text[1:]}")
            elif text.startswith("url(#") and text[5:-1] in ids:
                node.set(name, f"url(#{prefix}{text[5:]}")
    return ET.tostring(root, encoding="unicode")
