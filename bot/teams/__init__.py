"""The Teams edge: who knocks, what they did, and the way back to them. The only room that knows botbuilder."""
