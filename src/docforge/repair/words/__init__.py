"""What a text says of its words: its own lexicon, its language, its capitals."""
