#!/bin/sh
# Renders one archive of tiles a zoom level. maps/zoom-levels.txt holds the level and its number of tiles.
set -eu

TILE_BYTES=4096

mkdir -p tiles
while read -r level count; do
  echo "zoom $level: $count tiles"
  head -c $((count * TILE_BYTES)) /dev/zero > "tiles/zoom-$level.raw"
done < maps/zoom-levels.txt
du -sh tiles
