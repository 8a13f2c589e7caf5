"""How fast the bot is beside its peers: everything in one run, as ratios. `make bench` runs it."""
