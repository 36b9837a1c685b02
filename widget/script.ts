/**
 * The script tag's entry. Its own address says where the proxy is, when it is named as the proxy names
 * it. In a copy of the package's folder, as content delivery networks serve it, in a bundle and under
 * a name of a shop's own making there is no proxy beside it.
 */
import { define } from "./define.ts";

const [folder] = /^[^?#]*\/(?=otter-checkout\.js)/.exec(import.meta.url) ?? [];

define(folder?.endsWith("/dist/script/") ? undefined : folder);
