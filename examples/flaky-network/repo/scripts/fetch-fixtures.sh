#!/bin/sh
# Fetches the road network that the tests run on; too large for the repository.
set -eu

version=$(cat FIXTURES_VERSION)
mkdir -p fixtures
echo "Fetching fixtures $version"
curl --fail --silent --show-error --retry 2 --retry-delay 3 \
  --output "fixtures/roads-$version.json.gz" "http://fixtures.example.net/roads/$version.json.gz"
echo "Done"
