"""The demo company: a year of real departures, told week by week through the product's own operations."""
