"""The Teams app that a municipality uploads: its manifest filled in, checked and zipped."""
