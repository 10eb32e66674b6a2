"""An edition folder -> its files."""
