"""Who the measured bots are, and who speaks to them. Read by servers in either environment, so it imports nothing."""

APP_ID = "5a1e0000-0000-4000-8000-0000000000b0"
TENANT_ID = "7e000000-0000-4000-8000-0000000000a1"
ISSUER = "https://api.botframework.com"
KEY_ID = "measuring"
