#!/bin/sh
# Puts all pages of the handbook into one file.
set -eu

mkdir -p public
: > public/handbook.txt
for page in pages/*.txt; do
  cat "$page" >> public/handbook.txt
done
echo "built public/handbook.txt"
