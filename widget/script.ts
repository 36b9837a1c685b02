/**
 * The script tag's entry. Its own address says where the proxy is, unless it is a copy of the
 * package's folder, as content delivery networks serve it: there is no proxy there.
 */
import { define } from "./define.ts";

const folder = new URL("./", String(import.meta.url)).href;

define(folder.endsWith("/dist/script/") ? undefined : folder);
