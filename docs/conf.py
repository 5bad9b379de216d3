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
sitesearch_facets = {
    "kind": "Kind",
    "topics": "Topic",
    "year": "Year",
    "organisation": "Organisation",
}
sitesearch_values = {"topics": portfolio_topics}
sitesearch_kinds = {
    "projects/index": "Page",
    "projects/*": "Project",
    "topics/*": "Topic",
    "*": "Page",
}
sitesearch_weights = {  # a project before a page that mentions it
    "projects/index": 0.9,
    "projects/*": 1.4,
    "topics/*": 1.1,
    "about": 1.2,
    "publications": 1.2,
    "index": 0.7,
    "glossary": 0.7,
    "authors": 0.7,
    "colophon": 0.7,
}
sitesearch_stop_words = [  # of questions: "where does he work"
    *["who", "what", "when", "where", "why", "how", "which", "do", "does", "did", "can", "could"],
    *["he", "him", "his", "i", "me", "my", "you", "your", "were", "has", "have", "had", "please"],
]
sitesearch_synonyms = [  # other names; each group has its Chinese, and no other place has any
    # who and where
    ["WeChat", "Weixin", "微信"],
    ["Tencent", "腾讯", "騰訊"],
    ["South China University of Technology", "SCUT", "华南理工大学", "华工"],
    ["University of Edinburgh", "爱丁堡大学", "爱丁堡"],
    ["Guangzhou", "广州", "华南"],
    ["infrastructure team", "infrastructure", "基础架构", "基础设施"],
    ["about Chijun Sima", "biography", "关于我", "个人介绍", "个人简介", "自我介绍", "简介"],
    ["curriculum vitae", "CV", "résumé", "简历", "履历"],
    [
        "contact",
        "contact details",
        "get in touch",
        "reach",
        "email",
        "联系方式",
        "联系",
        "邮箱",
        "邮件",
        "电话",
    ],
    ["work experience", "experience", "work history", "工作经历", "工作经验", "经历", "工作"],
    ["education", "学历", "教育", "教育背景", "大学", "毕业院校", "学校"],
    ["bachelor", "bachelor's degree", "undergraduate", "学士", "本科", "学位"],
    ["advisor", "adviser", "supervisor", "导师", "指导老师", "教授"],
    ["research interests", "research", "研究方向", "研究兴趣", "研究"],
    ["hire", "hiring", "recruiter", "招聘", "求职"],
    ["systems engineer", "software engineer", "系统工程师", "软件工程师", "后端开发", "后台开发"],
    ["researcher", "research scientist", "研究员"],
    ["first author", "第一作者"],
    ["collaborators", "co-authors", "合作者", "合作"],
    # the site
    ["publications", "papers", "paper", "publication", "论文", "发表", "论文列表"],
    ["projects", "all projects", "portfolio", "项目", "作品", "作品集"],
    ["glossary", "terms", "术语", "术语表", "词汇表", "名词解释"],
    ["privacy", "隐私", "隐私政策"],
    ["cookies", "tracking", "跟踪", "追踪"],
    ["colophon", "how this site is made", "关于本站", "网站制作"],
    ["BibTeX", "citation", "引用", "参考文献", "文献"],
    ["Google Scholar", "谷歌学术", "学术主页"],
    ["slides", "talk", "video", "幻灯片", "演讲", "报告", "视频"],
    ["demo", "playground", "lab", "演示", "实验", "在线演示", "试玩"],
    ["benchmark", "benchmarks", "performance", "基准测试", "性能测试", "性能", "评测"],
    ["source code", "code", "源码", "源代码", "代码"],
    ["open source", "contributor", "开源", "开源贡献", "开源社区", "贡献者"],
    ["time series", "时间序列", "时序"],
    ["RBF", "radial basis function", "径向基", "径向基函数"],
    ["kernel", "核函数"],
    ["classification", "分类"],
    # systems at large
    ["distributed systems", "分布式系统", "分布式"],
    ["cloud systems", "cloud computing", "cloud", "云系统", "云计算", "云原生"],
    ["machine learning", "ML", "机器学习"],
    ["machine-learning systems", "ML systems", "MLSys", "机器学习系统"],
    ["artificial intelligence", "AI", "人工智能"],
    ["deep learning", "深度学习", "神经网络"],
    ["large scale", "large-scale", "大规模", "海量"],
    ["billion users", "十亿用户", "亿级用户", "用户"],
    ["data center", "datacenter", "数据中心", "机房"],
    ["storage", "存储", "存储系统"],
    ["latency", "低延迟", "延迟", "时延", "延时"],
    ["throughput", "吞吐", "吞吐量"],
    ["scalability", "scalable", "可扩展", "可扩展性", "扩展性"],
    ["high availability", "高可用", "可用性"],
    ["fault tolerance", "容错"],
    ["disaster recovery", "容灾", "灾备", "灾难恢复"],
    ["optimization", "optimize", "优化"],
    ["algorithm", "算法"],
    ["data structure", "数据结构"],
    ["security", "安全", "安全性"],
    ["isolation", "隔离"],
    ["cache", "缓存"],
    # Ekko
    [
        "recommender",
        "recommender system",
        "recommendation",
        "recsys",
        "推荐系统",
        "推荐",
        "推荐算法",
        "推荐引擎",
        "推薦系統",
    ],
    ["deep learning recommender system", "DLRS", "深度推荐系统", "深度学习推荐系统", "深度推荐"],
    ["model update", "model updates", "模型更新", "更新模型"],
    ["update latency", "model update latency", "更新延迟", "模型更新延迟"],
    ["model freshness", "freshness", "staleness", "模型新鲜度", "新鲜度", "时效性"],
    ["parameter server", "参数服务器", "参数服务"],
    ["embedding", "embedding table", "嵌入", "嵌入表", "嵌入向量", "词嵌入"],
    [
        "online learning",
        "online training",
        "real-time training",
        "在线学习",
        "在线训练",
        "实时训练",
    ],
    ["inference", "model serving", "online inference", "推理", "在线推理", "模型服务", "预测服务"],
    ["training", "训练"],
    ["synchronization", "synchronize", "同步", "参数同步"],
    ["eventual consistency", "最终一致性", "最终一致"],
    ["anti-entropy", "反熵"],
    ["gossip", "流言协议", "谣言传播"],
    ["peer-to-peer", "P2P", "点对点", "对等"],
    ["version vector", "vector clock", "版本向量", "向量时钟"],
    ["conflict", "conflict resolution", "冲突", "冲突解决"],
    ["geo-replication", "geo-distributed", "异地复制", "跨地域复制", "跨区域复制", "地理复制"],
    ["multi-region", "multi-site", "异地多活", "多活", "多地域", "跨地域", "多数据中心"],
    ["replication", "复制", "多副本"],
    ["replica", "副本"],
    ["service-level objective", "SLO", "服务等级目标", "服务质量", "服务水平"],
    ["rollback", "回滚", "回退"],
    ["prioritization", "priority", "优先级"],
    ["short video", "短视频"],
    ["profitability", "revenue", "收入", "盈利", "收益"],
    ["multicast", "broadcast", "广播", "多播"],
    # Consensus
    [
        "consensus",
        "consensus algorithm",
        "共识",
        "一致性",
        "共识算法",
        "共识协议",
        "一致性协议",
        "一致性算法",
    ],
    ["Paxos", "帕克索斯"],
    ["leader election", "leader", "选主", "主节点", "领导者", "领导者选举", "选举"],
    ["quorum", "多数派", "法定人数"],
    [
        "replicated state machine",
        "state machine replication",
        "SMR",
        "复制状态机",
        "状态机",
        "状态机复制",
    ],
    ["replicated log", "log", "日志", "日志复制"],
    ["wide-area network", "WAN", "广域网"],
    ["round trip", "RTT", "往返", "往返时间"],
    ["batching", "adaptive batching", "批处理", "批量", "自适应批处理", "攒批"],
    ["pipelining", "流水线"],
    ["phase 2", "parallel phase 2", "第二阶段", "二阶段", "并行第二阶段"],
    ["message queue", "messaging", "message broker", "消息队列", "消息中间件", "消息系统"],
    ["publish and subscribe", "发布订阅"],
    ["packet loss", "丢包"],
    ["head-of-line blocking", "队头阻塞"],
    # Lightning
    ["WebAssembly", "Wasm", "网页汇编"],
    ["sandbox", "sandboxing", "沙箱", "沙盒", "沙箱隔离"],
    ["software fault isolation", "SFI", "软件故障隔离", "软件错误隔离"],
    ["runtime", "运行时"],
    ["serverless", "无服务器", "无服务", "无服务器计算"],
    [
        "FaaS",
        "function as a service",
        "functions as a service",
        "cloud functions",
        "lambda functions",
        "函数计算",
        "云函数",
        "函数即服务",
    ],
    ["multi-tenant", "multi-tenancy", "tenant", "多租户", "租户"],
    ["untrusted code", "不可信代码", "不受信任", "第三方代码"],
    [
        "user-defined function",
        "UDF",
        "stored procedure",
        "用户自定义函数",
        "自定义函数",
        "存储过程",
    ],
    ["storage function", "near-data processing", "pushdown", "存储函数", "计算下推", "近数据计算"],
    ["cold start", "warm start", "冷启动", "启动时间", "启动延迟"],
    ["tiered compilation", "tier-up", "分层编译", "分级编译"],
    ["just in time", "JIT", "即时编译"],
    ["ahead-of-time", "AOT", "提前编译", "预编译"],
    ["baseline compiler", "基线编译器"],
    ["code cache", "compilation cache", "代码缓存", "编译缓存"],
    ["bounds check", "边界检查", "越界", "越界检查", "越界访问"],
    ["guard page", "保护页", "守护页"],
    ["linear memory", "线性内存"],
    [
        "resource control",
        "resource limits",
        "quota",
        "resource isolation",
        "资源控制",
        "资源限制",
        "资源隔离",
        "配额",
    ],
    ["metering", "fuel", "计量", "燃料", "计费"],
    ["noisy neighbor", "邻居干扰", "干扰"],
    ["virtualization", "container", "虚拟化", "容器"],
    ["plugin", "plug-in", "插件"],
    # LLVM
    ["compiler", "compilers", "编译器", "编译"],
    ["optimization passes", "compiler optimization", "编译优化", "编译器优化", "优化遍"],
    ["compiler backend", "编译器后端"],
    ["dominator tree", "dominators", "支配树", "支配"],
    ["post-dominator tree", "post-dominator", "后支配树", "后支配"],
    ["dominance frontier", "支配边界", "支配前沿"],
    ["immediate dominator", "直接支配", "直接支配节点", "直接支配者"],
    ["control-flow graph", "CFG", "控制流图", "控制流"],
    ["incremental algorithm", "incremental update", "增量算法", "增量更新", "增量"],
    ["batch update", "批量更新"],
    ["lazy update", "惰性更新", "延迟更新"],
    ["jump threading", "跳转线程化"],
    ["basic block", "基本块"],
    ["intermediate representation", "IR", "中间表示", "中间代码"],
    ["SSA", "static single assignment", "静态单赋值"],
    ["depth-first search", "DFS", "深度优先搜索", "深度优先"],
    ["path compression", "路径压缩"],
    ["nearest common ancestor", "NCA", "最近公共祖先"],
    ["compile time", "编译时间", "编译速度"],
    ["static analysis", "program analysis", "静态分析", "程序分析"],
    ["Google Summer of Code", "GSoC", "谷歌编程之夏", "谷歌夏令营"],
    ["speed-up", "speedup", "加速", "提速"],
    ["bug", "reproducer", "缺陷", "错误"],
    # Ekko Elastic
    ["scheduler", "scheduling", "调度", "调度器", "调度系统", "资源调度"],
    ["placement", "shard placement", "放置", "分片放置", "部署"],
    ["shard", "sharding", "分片"],
    ["provisioning", "static provisioning", "资源供给", "静态配置", "静态供给", "预留"],
    [
        "autoscaling",
        "elasticity",
        "elastic scaling",
        "弹性伸缩",
        "弹性",
        "自动伸缩",
        "扩缩容",
        "弹性扩容",
    ],
    [
        "cost",
        "cost reduction",
        "save money",
        "成本",
        "降本",
        "降低成本",
        "成本优化",
        "节省成本",
        "省钱",
    ],
    ["utilization", "利用率", "资源利用率"],
    ["capacity planning", "容量规划"],
    ["resource allocation", "资源分配"],
    ["load balancing", "rebalancing", "负载均衡", "再均衡"],
    ["cluster", "cluster management", "集群", "集群管理"],
    ["operations research", "运筹学", "运筹"],
    ["integer programming", "integer program", "MIP", "整数规划", "混合整数规划"],
    ["linear programming", "linear program", "线性规划"],
    ["bin packing", "装箱", "装箱问题"],
    ["cutting stock", "下料问题", "切割问题"],
    ["column generation", "列生成"],
    ["knapsack", "背包", "背包问题"],
    ["machine", "server", "机器", "服务器"],
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
