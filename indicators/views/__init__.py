"""The pages of what is measured, one file a subject."""
