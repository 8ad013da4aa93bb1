"""How dates are typed and listed, where Django's own formats for a language are not those of its readers."""
