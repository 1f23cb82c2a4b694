"""Rules of a notice, each one small class, and the binding of campaign.json to them."""
