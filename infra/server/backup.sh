#!/bin/sh
# A consistent copy of the database while the bot runs, readable by the bot's user alone; the newest 14 days are kept.
set -eu
umask 077
cd "${1:-/var/lib/esr-access-bot}"
node --eval "new (require('node:sqlite').DatabaseSync)('esr-bot.db').exec(\"vacuum into 'backup-$(date +%F-%H%M%S).db'\")"
find . -maxdepth 1 -name 'backup-*.db' -mtime +13 -delete
