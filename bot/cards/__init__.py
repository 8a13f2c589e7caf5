"""What the bot shows: one function per card, drawn for one reader from the case as it is now."""
