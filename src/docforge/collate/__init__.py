"""Several damaged copies of one article, compared."""
