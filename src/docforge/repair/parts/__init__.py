"""What tells the parts of an article by their words: names, bylines, captions, imprint."""
