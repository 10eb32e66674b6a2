"""A reference list held against itself, its text and its identifiers: findings only, nothing is changed."""
