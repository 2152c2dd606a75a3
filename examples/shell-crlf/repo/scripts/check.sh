#!/usr/bin/env bash
# Fails when a menu is empty.
set -euo pipefail

for menu in menus/*.txt; do
  if [ ! -s "$menu" ]; then
    echo "$menu is empty" >&2
    exit 1
  fi
  echo "$menu: $(wc -l < "$menu") dishes"
done
