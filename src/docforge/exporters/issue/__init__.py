"""The pages of an issue around its articles: cover, front matter, and what stands after the last article."""
