"""A local Teams: a server that talks to the bot as Teams does, and a page that shows several people's chats with it."""
