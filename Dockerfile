# The proxy as an image: built from this checkout, run by nobody in particular, writing to /data alone.
#   docker build -t otter-checkout-proxy .
#   docker run --read-only --tmpfs /tmp -v otter:/data --env-file production.env -p 8080:8080 otter-checkout-proxy
# `--env-file` of docker keeps quotes as part of a value: write values without them.

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund
RUN npm run build
RUN mkdir -p /out && npm pack --workspace otter-checkout-proxy --pack-destination /out

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=build /out/ /app/packed/
RUN npm install --omit=dev --no-audit --no-fund --no-package-lock ./packed/*.tgz && rm -r packed
RUN mkdir -p /data && chown node:node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATABASE_URL=file:/data/otter.db
VOLUME /data
EXPOSE 8080
USER node
# PUBLIC_URL, MERCHANT_… and a gateway's variables come from whoever runs it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/app/node_modules/.bin/otter-checkout-proxy"]
