"""The reference list in a text: where it stands, and where its entries begin."""
