"""What several tests share: small sites to build, browsers to drive, and the paths they read."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The project's folder."""
