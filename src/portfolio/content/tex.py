r"""Turns TeX in the bibliography into the Unicode text that is meant.

pybtex reads accents, dashes and ``~``. Commands for fonts, symbols and formulas (``\emph{x}``,
``$O(n \log n)$``), which titles exported by reference managers have too, are read here.
"""

import re
import unicodedata
from collections.abc import Iterator

from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

_FONTS = (
    "emph|text(?:it|bf|tt|sc|rm|sf|sl|up|md|normal)?|mbox|hbox|em|it|bf|tt|sc|rm|sl|sf"
    "|math(?:rm|it|bf|sf|tt|cal|bb|frak|scr)|operatorname|boldsymbol|enquote|url|ensuremath"
    "|displaystyle|left|right|big|Big|uppercase|lowercase"
)
_FUNCTIONS = (
    "log|ln|lg|exp|min|max|inf|sup|lim|sin|cos|tan|arg|det|dim|gcd|deg|ker|Pr|mod|bmod|hom|poly"
)
_SYMBOLS = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "textquotesingle": "'", "textgreater": ">",
    "textless": "<", "textquoteleft": "‘", "textquoteright": "’", "textellipsis": "…", "dots": "…",
    "ldots": "…", "cdots": "⋯", "euro": "€", "texteuro": "€", "j": "ȷ", "textbar": "|",
    "textmu": "µ", "noindent": "", "newline": " ", "quad": " ", "qquad": " ", "alpha": "α",
    "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "infty": "∞", "times": "×", "cdot": "·", "pm": "±", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡",
    "propto": "∝", "ll": "≪", "gg": "≫", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐", "mapsto": "↦", "in": "∈",
    "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "setminus": "∖",
    "emptyset": "∅", "forall": "∀", "exists": "∃", "neg": "¬", "wedge": "∧", "land": "∧",
    "vee": "∨", "lor": "∨", "oplus": "⊕", "otimes": "⊗", "circ": "∘", "ast": "∗", "star": "⋆",
    "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "ell": "ℓ", "prime": "′",
    "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "parallel": "∥", "perp": "⊥", "top": "⊤", "bot": "⊥", "models": "⊨", "vdash": "⊢",
    "triangle": "△", "degree": "°", "textdegree": "°", "aleph": "ℵ", "hbar": "ℏ",
}  # fmt: skip
_RAISED = dict(zip("0123456789+-=()abcdefghijklmnoprstuvwxyz",
                   "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))  # fmt: skip
_LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx",
                    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))  # fmt: skip

_MARKUP = re.compile(r"[\\{}$<&]")  # what has none of these is plain text
_INVISIBLE = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{SOFT HYPHEN}"): None}

_HTML = re.compile(
    r"</?(?:i|b|em|strong|su[bp]|sc|scp|span|p|jats:\w+)(?:\s[^>]*)?>|&(?:\w+|#\d+);"
)
"""What publishers and catalogs write into titles."""

_GROUP = r"\{([^{}]*)\}"
_SIGN = r"(\\[A-Za-z]+|[^\s{}\\])"
_FORMULA = re.compile(r"(?<!\\)\$([^$]*)(?<!\\)\$|\\\((.*?)\\\)", re.DOTALL)
_FONT = re.compile(rf"\\(?:{_FONTS})(?![A-Za-z])\s*")
_FUNCTION = re.compile(rf"\\({_FUNCTIONS})(?![A-Za-z])")
_SYMBOL = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
_QUOTED = re.compile(r"(?<![`\\])`([^`']+)'(?!')")
_ACCENT = re.compile(r"\\([cvHukr])\s+([A-Za-z])|\\(['\"`^~=.uv])\s*\{\\([ij])\s*\}")
_UNSEEN = re.compile(rf"\\(?:noopsort|href)\s*{_GROUP}")
"""What sorts, or is the address of the group that follows."""
_DOTTED = re.compile(r"\\d\s*(?:\{(\w)\}|\s(\w))")
_SCRIPT = re.compile(rf"([_^])\s*(?:{_GROUP}|{_SIGN})")
_FRACTION = re.compile(rf"\\[dt]?frac\s*(?:{_GROUP}|(\w))\s*(?:{_GROUP}|(\w))")
_ROOT = re.compile(rf"\\sqrt\s*(?:{_GROUP}|(\w))")


def plain(tex: str) -> str:
    r"""Return the text that *tex* stands for.

    >>> plain(r"{\"U}ber~\emph{all}: $O(n^2 \log n)$ \& {GPU}s")
    'Über all: O(n² log n) & GPUs'
    """
    return str(Text.from_latex(readable(tex))).translate(_INVISIBLE).strip()


def readable(tex: str) -> str:
    r"""Return *tex* in words that pybtex reads.

    >>> readable(r"\textit{On} $\alpha_{10}$-\'Ecole")
    "{On} α₁₀-\\'Ecole"
    """
    text = _FORMULA.sub(lambda match: _formula(match[1] or match[2] or ""), tex)
    text = _ACCENT.sub(lambda m: f"\\{m[1] or m[3]}{{{m[2] or m[4]}}}", _UNSEEN.sub("", text))
    text = re.sub(r"\\text(super|sub)script\s*\{([^{}]*)\}", _text_script, text)
    text = re.sub(r"(\\[A-Za-z]+)\s+(?=[A-Za-z])", r"\1{}", _FONT.sub("", text))
    text = _QUOTED.sub(r"‘\1’", _DOTTED.sub(_dotted, _symbols(text)))
    return re.sub(r"(?<!\\)%", r"\\%", text).replace(r"\$", "$").replace("\\/", "")


def not_understood(tex: str) -> Iterator[str]:
    r"""Yield what of *tex* would reach a reader as TeX.

    >>> list(not_understood(r"\emph{On} \nosuch{T}")), list(not_understood("$x"))
    (['\\nosuch'], ['$'])
    """
    if not _MARKUP.search(tex):
        return
    if braces := re.search(r"\\[{}]", tex):  # pybtex takes them for a group
        yield braces[0]
        return
    if tex.replace(r"\$", "").count("$") % 2:
        yield "$"
        return
    try:
        text = str(Text.from_latex(readable(tex)))
    except (PybtexError, UnicodeError):
        yield tex[-1:]
        return
    yield from re.findall(r"\\(?:[A-Za-z]+|.|$)", text, re.DOTALL)
    if html := _HTML.search(text):
        yield html[0]


def _formula(tex: str) -> str:
    text = re.sub(r"\\[,;:! ]|~", " ", _FONT.sub("", tex))
    text = _symbols(_FUNCTION.sub(r"\1", text))
    before = ""
    while text != before:  # from the innermost group outwards
        before = text
        text = _FRACTION.sub(
            lambda match: f"{_operand(match[1] or match[2])}/{_operand(match[3] or match[4])}", text
        )
        text = _ROOT.sub(lambda match: f"√{_operand(match[1] or match[2])}", text)
        text = _SCRIPT.sub(_script, text)
        text = re.sub(rf"(?<!\\){_GROUP}", r"\1", text)
    return " ".join(text.translate(_PLACEHOLDERS).split())


_PLACEHOLDERS = {0xE000: "^", 0xE001: "_"}
"""Signs for which Unicode has no raised or lowered form; set aside while groups are opened."""


def _operand(text: str | None) -> str:
    return text if text and re.fullmatch(r"\w+", text) else f"({text or ''})"


def _script(match: "re.Match[str]") -> str:
    signs = _RAISED if match[1] == "^" else _LOWERED
    content = (match[2] if match[2] is not None else match[3]).replace("−", "-")
    if all(sign in signs for sign in content):
        return "".join(signs[sign] for sign in content)
    if content in {"′", "∗", "⋆", "∘", "*"}:
        return content
    return f"{chr(0xE000 if match[1] == '^' else 0xE001)}{_operand(content)}"


def _text_script(match: "re.Match[str]") -> str:
    signs = _RAISED if match[1] == "super" else _LOWERED
    return "".join(signs.get(sign, sign) for sign in match[2])


def _dotted(match: "re.Match[str]") -> str:
    return unicodedata.normalize("NFC", f"{match[1] or match[2]}\N{COMBINING DOT BELOW}")


def _symbols(tex: str) -> str:
    return _SYMBOL.sub(lambda match: _SYMBOLS.get(match[1], match[0]), tex)
