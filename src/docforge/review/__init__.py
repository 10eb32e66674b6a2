"""What changed, why, and what needs a person's eyes."""
