"""HTTP for the operator: `/healthz` (the process lives) and `/readyz` (it hears and speaks)."""
