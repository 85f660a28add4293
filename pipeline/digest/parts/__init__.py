"""What each section of a page prints: one view a section, taken from the facts alone."""
