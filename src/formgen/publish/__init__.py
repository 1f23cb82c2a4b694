"""What leaves the office for the public: order of names, lists, the scan for private values."""
