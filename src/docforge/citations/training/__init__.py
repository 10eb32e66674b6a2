"""Training the labeller: read labelled spans, make references up, damage them. Never at run time."""
