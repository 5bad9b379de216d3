"""A site with every mistake an author can make; see ``test_broken_site.py``."""

project = "Broken"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "portfolio"]
exclude_patterns = []
myst_enable_extensions = ["colon_fence"]
myst_title_to_header = True
myst_heading_anchors = 3
bibtex_bibfiles = ["references.bib"]
portfolio_topics = {"compilers": "Compilers", "serverless": "Serverless"}
portfolio_person = {"name": "A", "job": "B", "employer": "C", "university": "D", "links": []}
portfolio_feed_authority = "example.org,2022"
html_theme = "portfolio"
html_static_path = ["_static"]
