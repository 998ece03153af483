#!/bin/sh
# Starts the bot in production. V8 gets its room for new objects at once, keeps the rest near what is alive instead of letting it
# grow to what it could, and collects with one thread beside the main one: four take the cores from people who wait.
cd "$(dirname "$0")" && exec node \
  --min-semi-space-size=8 --max-semi-space-size=8 --max-old-space-size=384 --v8-pool-size=1 \
  main.js serve
