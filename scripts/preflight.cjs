/*
 * Runs before every npm script, so that a machine that is not ready hears one sentence instead of
 * a stack trace. In the oldest JavaScript, because an old Node must be able to read it.
 */
"use strict";

var fs = require("fs");
var path = require("path");

/* Where `npm ci` brings a Node of its own along: optionalDependencies in package.json. */
var provided = ["linux-x64", "linux-arm64", "win32-x64"];

var needed = require("../package.json").engines.node.replace(">=", "");
var found = process.versions.node;

function isOlder(version, than) {
  var a = version.split(".").map(Number);
  var b = than.split(".").map(Number);
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

function stop(sentence) {
  console.error("Otter Checkout needs " + sentence);
  process.exit(1);
}

if (isOlder(found, needed)) {
  stop(
    "Node ≥ " +
      needed +
      ", found " +
      found +
      ": " +
      (provided.indexOf(process.platform + "-" + process.arch) < 0
        ? "install Node 24 from nodejs.org"
        : "run `npm ci`, which brings Node 24 along, or install it from nodejs.org")
  );
}

if (!fs.existsSync(path.join(__dirname, "../node_modules/.package-lock.json"))) {
  stop("its dependencies: run `npm ci`");
}
