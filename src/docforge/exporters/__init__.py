"""Document -> bytes, one module a format, all pure. The shapes they share are in ``base``."""
