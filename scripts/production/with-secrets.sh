#!/bin/sh
# Runs a program with its secrets: with-secrets.sh <folder> <command> …
# A file in the folder whose name is all capitals, such as MONGODB_URI, becomes the environment variable of that name;
# other files (drivers.json) are for the program to read itself.
set -eu
LC_ALL=C
folder=$1
shift
for file in "$folder"/*; do
  name=${file##*/}
  case $name in
    *[!A-Z_]*) continue ;;
  esac
  [ -r "$file" ] || { echo "The secret $file cannot be read by user $(id -u); see docs/production.md." >&2; exit 1; }
  value=$(cat "$file")
  export "$name=$value"
done
exec "$@"
