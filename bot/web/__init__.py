"""HTTP for the operator: `/healthz` (it lives), `/readyz` (it hears and speaks), `/metrics` (figures)."""
