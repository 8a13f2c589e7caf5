"""Every text people read: bokmål is the source in the code, nynorsk a complete catalogue, the municipality's words are variables."""
