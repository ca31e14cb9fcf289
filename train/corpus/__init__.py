"""The open corpus: stories written and annotated for this project."""
