"""The site's choices. Behaviour lives in ``src/portfolio``; this file only names it."""

project = "Chijun Sima"
author = "Chijun Sima"
copyright = "Chijun Sima"  # noqa: A001 - Sphinx's name for it
language = "en"

extensions = [
    "myst_parser",  # pages are Markdown
    "sphinx_design",  # grids and cards
    "sphinxcontrib.bibtex",  # citations from references.bib
    "portfolio",  # everything of our own
]

# Markdown
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline", "attrs_block", "smartquotes"]
myst_title_to_header = True  # a page's title is typed once, in its front matter
myst_heading_anchors = 3
myst_footnote_transition = False  # sources stand under their own heading
nitpicky = True

# Citations
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "linked"  # titles are links (portfolio.directives.bibliography_style)

# Projects: the vocabulary their front matter may use
portfolio_profile_date = "2022-08"  # the owner's summary is of this month
portfolio_topics = {
    "cloud-systems": "Cloud systems",
    "machine-learning-systems": "Machine-learning systems",
    "serverless": "Serverless",
    "compilers": "Compilers",
}

# What programs read
portfolio_person = {
    "name": "Chijun Sima",
    "job": "Senior system software developer and researcher",
    "employer": "Tencent",
    "since": "2020-07",
    "university": "South China University of Technology",
    "links": [
        "https://www.chijunsima.com",
        "https://scholar.google.com/citations?user=8-HD_IEAAAAJ",
    ],
}
portfolio_feed_authority = "chijunsima.com,2022"  # the owner of the feed's ids (RFC 4151)
portfolio_repository = ""  # its address, once it is public; {repository} links there
redirects = {}  # "old/page": "address it leads to"; docs/addresses.txt says which pages must live

# Search
search_facets = {"kind": "Kind", "topics": "Topic", "year": "Year", "organisation": "Organisation"}
search_values = {"topics": portfolio_topics}
search_kinds = {
    "projects/index": "Page",
    "projects/*": "Project",
    "topics/*": "Topic",
    "*": "Page",
}
search_weights = {  # a project before a page that mentions it
    "projects/index": 0.9,
    "projects/*": 1.4,
    "topics/*": 1.1,
    "about": 1.2,
    "index": 0.7,
    "glossary": 0.7,
    "authors": 0.7,
    "colophon": 0.7,
}
search_stop_words = [  # of questions: "where does he work"
    *["who", "what", "when", "where", "why", "how", "which", "do", "does", "did", "can", "could"],
    *["he", "him", "his", "i", "me", "my", "you", "your", "were", "has", "have", "had", "please"],
]
search_synonyms = [  # other names; those of a term of art stand in the glossary
    ["WeChat", "微信"],
    ["Tencent", "腾讯"],
    ["recommender", "推荐系统", "推荐"],
    ["consensus", "共识", "一致性"],
    ["compiler", "compilers", "编译器"],
    ["optimisation", "optimization", "优化"],
    ["FaaS", "function as a service", "functions as a service", "函数计算"],
    ["synchronisation", "synchronization", "同步"],
    ["dominator tree", "支配树"],
    ["WebAssembly", "Wasm"],
    ["sandbox", "沙箱"],
    ["serverless", "无服务器"],
    ["scheduler", "scheduling", "调度"],
    ["machine learning", "ML", "机器学习"],
    ["cloud systems", "云系统", "云计算"],
    ["message queue", "消息队列"],
    ["South China University of Technology", "SCUT", "华南理工大学"],
    ["data centre", "data center", "datacenter", "数据中心"],
]

# Abbreviations that are no terms of the glossary; the first of each on a page is marked
portfolio_abbreviations = {
    "GPU": "graphics processing unit",
    "IEEE": "Institute of Electrical and Electronics Engineers",
    "JIT": "just in time",
    "ML": "machine learning",
    "OSDI": "USENIX Symposium on Operating Systems Design and Implementation",
    "RBF": "radial basis function",
    "SVG": "Scalable Vector Graphics",
    "VLDB": "International Conference on Very Large Data Bases",
}

# Output
html_theme = "portfolio"
html_title = "Chijun Sima"
html_static_path = ["_static"]
html_favicon = "_static/monogram.svg"
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
