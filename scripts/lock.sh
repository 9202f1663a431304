#!/bin/sh
# Pin every dependency with its hashes; no download address is written. Usage: lock.sh .venv/bin
set -eu
bin=$1
options="--quiet --generate-hashes --allow-unsafe --no-strip-extras --no-header
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-annotate"
"$bin"/pip install --quiet pip-tools
"$bin"/pip-compile $options --output-file locks/run.txt pyproject.toml locks/build.in
"$bin"/pip-compile $options --extra dev --output-file locks/develop.txt pyproject.toml locks/build.in
