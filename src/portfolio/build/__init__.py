"""The command that builds the site, and everything that turns a mistake into one clear message."""
