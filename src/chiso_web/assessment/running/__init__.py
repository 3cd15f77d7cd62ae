"""The pages of whoever runs a round: setting it up, who has not submitted, exceptions."""
