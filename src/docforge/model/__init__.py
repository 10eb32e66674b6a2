"""The document model: what a text is, apart from any format. See ``nodes``, ``meta`` and ``source``."""
