#!/usr/bin/env bash
# Makes the pictures of the help anew, one a page, from a training of a minute: resources/help/pictures/renew.sh
# Needs the release build and imagemagick. Look at them before they are committed.
set -eu
cd "$(dirname "$0")/../../.."
cmake --build build/release --target help-pictures
here=resources/help/pictures raw=$(mktemp -d)
trap 'rm -rf "$raw"' EXIT
QT_QPA_PLATFORM=offscreen OMP_WAIT_POLICY=passive build/release/tests/help-pictures "$raw"
for picture in "$raw"/*.png; do
  out=$here/$(basename "$picture")
  for colours in 256 128 64 32 16; do # photographs take the room; 60 KB are enough
    convert "$picture" +dither -colors $colours -strip -define png:compression-level=9 PNG8:"$out"
    [ "$(stat -c %s "$out")" -gt 60000 ] || break
  done
done
ls -l $here/*.png
