"""The pages of what is written, one file a subject."""
