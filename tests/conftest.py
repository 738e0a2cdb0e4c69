"""What holds for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# They run side by side, on as many processes as there are cores: how long one example takes says nothing of it.
settings.register_profile("vizapp", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vizapp")
