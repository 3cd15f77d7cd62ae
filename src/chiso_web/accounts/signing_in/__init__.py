"""Signing in: invitations, passwords, second factors, sessions, tokens; what the trail hears of it."""
