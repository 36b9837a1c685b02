/** The script tag's entry. Its own address says where the proxy is. */
import { define } from "./define.ts";

define(new URL("./", String(import.meta.url)).href);
