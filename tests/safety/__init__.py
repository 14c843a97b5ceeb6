"""What must never happen, tried hard: crashes, the wire, bad updates, time, races, invariants."""
