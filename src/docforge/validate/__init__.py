"""Official checks of written files."""
