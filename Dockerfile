# The proxy as an image: built from this checkout, run by nobody in particular, writing to /data alone.
#   docker build -t otter-checkout-proxy .
#   docker run --read-only --tmpfs /tmp --env-file .env -v otter:/data -p 127.0.0.1:8080:8080 otter-checkout-proxy
# `--env-file` of docker takes quotes for a part of the value: write values without them.

FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY server/package.json server/
COPY server/client/package.json server/client/
COPY widget/package.json widget/
COPY demo/sandbox/package.json demo/sandbox/

FROM manifests AS build
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

# What the lock file names for the proxy, and nothing to build with.
FROM manifests AS packages
RUN npm ci --ignore-scripts --omit=dev --workspace otter-checkout-proxy

FROM node:24-bookworm-slim
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules node_modules/
COPY --from=build /app/server/package.json /app/server/LICENSE /app/server/THIRD-PARTY-LICENSES.txt server/
COPY --from=build /app/server/bin server/bin/
COPY --from=build /app/server/dist server/dist/
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATABASE_URL=file:/data/otter.db
VOLUME /data
EXPOSE 8080
USER node
# Whether it lives, not whether it is ready: who ends what is not healthy would end it with its database.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/server/bin/otter-checkout-proxy.js"]
