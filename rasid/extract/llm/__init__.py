"""The llm reader: a language model of the user's choice reads, and only what it can quote from the text is kept."""
