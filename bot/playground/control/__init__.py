"""The page's JSON API: what it shows of the world, and what people do in it."""
