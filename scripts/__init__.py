"""Tools of the checkout: set-up and generated documents."""
