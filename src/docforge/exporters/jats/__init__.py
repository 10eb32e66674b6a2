"""JATS 1.3 Publishing, split as the standard is: front, body, back."""
