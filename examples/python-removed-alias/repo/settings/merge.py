"""Lays the settings of one environment over the defaults."""

from collections import Mapping


def merge(defaults: Mapping, overrides: Mapping) -> dict:
    """A new dict; nested mappings are merged key by key, everything else is replaced."""
    result = dict(defaults)
    for key, value in overrides.items():
        if isinstance(value, Mapping) and isinstance(result.get(key), Mapping):
            result[key] = merge(result[key], value)
        else:
            result[key] = value
    return result
