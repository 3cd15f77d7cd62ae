"""The open interface: what the pages show, for programs; it only reads."""
