"""The platform: Chiso's pages, on Django."""
