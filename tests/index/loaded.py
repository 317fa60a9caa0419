"""Loads the grammar when imported: by the server that processes are forked from."""

from index.nlp import parse

parse("Loaded.")
