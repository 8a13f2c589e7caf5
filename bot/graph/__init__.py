"""The municipality's own directory and mail through Microsoft Graph: who works there, who is in KE, the app for a person, a letter."""
