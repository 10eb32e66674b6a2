"""Notes of an article: where they stand, and their marks in the text."""
