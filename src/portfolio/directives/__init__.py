"""The site's directives and roles: cards, galleries, tables and figures made from the records."""
