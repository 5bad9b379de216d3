"""A small site with a little of everything, for the mutations of an author's files."""

project = "Small"
author = "Ann Author"
language = "en"

extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "portfolio"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline", "attrs_block", "smartquotes"]
myst_title_to_header = True
myst_heading_anchors = 3
myst_footnote_transition = False
nitpicky = True

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "linked"

portfolio_profile_date = "2022-08"
portfolio_topics = {
    "storage": "Storage",
}
portfolio_person = {
    "name": "Ann Author",
    "job": "Engineer",
    "employer": "A company",
    "since": "2020-07",
    "university": "A university",
    "links": [
        "https://www.example.org",
    ],
}
portfolio_feed_authority = "example.org,2022"
portfolio_repository = ""
portfolio_abbreviations = {
    "GPU": "graphics processing unit",
}
redirects = {}

sitesearch_facets = {"kind": "Kind", "topics": "Topic"}
sitesearch_values = {"topics": portfolio_topics}
sitesearch_kinds = {
    "projects/*": "Project",
    "*": "Page",
}
sitesearch_weights = {
    "projects/*": 1.4,
    "about": 1.2,
}
sitesearch_stop_words = ["who", "what"]
sitesearch_synonyms = [
    ["log", "journal"],
    ["engineer", "developer"],
]

html_theme = "basic"
html_title = "Small"
html_static_path = ["_static"]
html_use_index = False
html_copy_source = False
