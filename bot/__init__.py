"""koordinatorbot: finds a coordinator for people with long-lasting and coordinated needs, inside Microsoft Teams."""
