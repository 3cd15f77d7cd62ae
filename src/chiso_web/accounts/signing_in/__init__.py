"""Signing in: invitations, passwords, second factors, sessions, tokens, and what is told of them."""
