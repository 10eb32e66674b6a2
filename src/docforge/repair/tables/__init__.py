"""Cells of tables told from text dumps: by column, by cell, by row, by the picture of the page."""
