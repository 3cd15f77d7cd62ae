"""Signing in: invitations, passwords, second factors, sessions, tokens, and their trail."""
