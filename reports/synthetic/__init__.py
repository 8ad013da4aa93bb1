"""Content of any size for benchmarks, the same for the same numbers: a catalogue, its figures, articles about them."""
