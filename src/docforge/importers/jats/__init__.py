"""JATS files of any maker -> documents."""
