#!/bin/sh
# Starts the bot in production. V8's new space has its full size from the start, the old space stays near its live size
# instead of growing to its limit, and GC uses one thread beside the main one: four would take cores from waiting people.
cd "$(dirname "$0")" && exec node \
  --min-semi-space-size=8 --max-semi-space-size=8 --max-old-space-size=384 --v8-pool-size=1 \
  main.js serve
