#!/usr/bin/env node
/* Imported late, so that an older Node says one line instead of a stack trace. */
const found = process.versions.node;
const [major, minor] = found.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 19)) await import("../dist/server/main.js");
else {
  process.stderr.write(`otter-checkout-proxy needs Node 22.19 or newer, found ${found}\n`);
  process.exitCode = 1;
}
