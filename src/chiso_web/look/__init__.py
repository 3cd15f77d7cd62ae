"""What every page shares: templates, style sheet, formats, pictures."""
