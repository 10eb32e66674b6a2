"""Damage that pages did: columns, breaks, heads and feet, floats, margins."""
