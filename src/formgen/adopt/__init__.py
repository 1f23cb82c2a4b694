"""A blank official form → a tagged template and a campaign.json that goes with it."""
