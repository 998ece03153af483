# The production image: one bundle of the bot and every library it uses, so that nothing is installed in it.
#   docker build -t esr-access-bot .
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges --env-file bot.env -v esr-data:/data -p 3978:3978 esr-access-bot

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The build needs no package's install script.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node tools/build/build.ts

FROM node:24-slim
WORKDIR /app
# Two arenas are enough for one busy thread, and keep memory down by a third.
ENV NODE_ENV=production PORT=3978 DATABASE_URL=sqlite:/data/esr-bot.db MALLOC_ARENA_MAX=2
COPY --from=build /app/dist ./
# Everything above belongs to root: the service can write to /data alone.
RUN mkdir /data && chown node:node /data && chmod 700 /data
VOLUME /data
USER node
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "serve.sh"]
