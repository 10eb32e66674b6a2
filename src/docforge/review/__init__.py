"""Review: what was changed, why, and what needs eyes. Reads everyone's values and changes none of them."""
