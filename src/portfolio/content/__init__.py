"""What the pages say: front matter, project records, the bibliography and their diagnostics."""
