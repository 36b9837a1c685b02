/**
 * `GET /v1/methods?currency=…`: what can be paid with, before a session exists. One handler sends
 * every such list, inside the chain of Express and in front of it.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import { methodQuery } from "../../../contract/contract.ts";
import { routes } from "../../../contract/vocabulary.ts";
import type { ListQuestion } from "../../methods/list-question.ts";
import type { Methods } from "../../methods/methods.ts";
import type { SerializedList } from "../../methods/serialized-list.ts";
import { isUnchanged } from "../guards/entity-tag.ts";
import { apiHeaders } from "../guards/headers.ts";
import { parseQuery, queryOf } from "../guards/query.ts";
import type { BeginRequest } from "../guards/request-record.ts";

export interface MethodListHandler {
  /** Connect style. */
  readonly handle: (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error: unknown) => void,
  ) => void;
  /**
   * The same for what was asked for in these very words before and needs no waiting.
   * @param admit asked last: whether this client may have it
   * @returns false where nothing was answered
   */
  readonly handleAtHand: (
    request: IncomingMessage,
    response: ServerResponse,
    admit: (request: IncomingMessage) => boolean,
  ) => boolean;
}

/** Characters of queries that are remembered with what they ask. */
const rememberedCharacters = 1024 * 1024;

const always = Object.entries(apiHeaders)
  .filter(([name]) => name !== "Cache-Control")
  .flat();

export function createMethodListHandler(
  methods: Pick<Methods, "question" | "list" | "listAtHand">,
  begin: BeginRequest,
): MethodListHandler {
  const questions = new LRUCache<string, ListQuestion>({
    maxSize: rememberedCharacters,
    sizeCalculation: ({ size }, query) => query.length + size + 500,
  });

  async function fetched(request: IncomingMessage): Promise<SerializedList> {
    const query = queryOf(request);
    const question =
      questions.get(query) ?? (await methods.question(parseQuery(request, methodQuery)));
    questions.set(query, question);
    return methods.list(question);
  }

  function send(request: IncomingMessage, response: ServerResponse, list: SerializedList): void {
    // In front of Express nobody has begun the record, nor set what stands on every answer.
    const isBegun = response.hasHeader("X-Request-Id");
    const record = isBegun ? undefined : begin(request.headers["traceparent"]);
    const status = isUnchanged(request.headers["if-none-match"], list.etag) ? 304 : 200;
    const headers = record === undefined ? [] : [...always, "X-Request-Id", record.requestId];
    headers.push("Cache-Control", list.cacheControl);
    headers.push("Cache-Status", list.cacheStatus, "ETag", list.etag);
    if (status === 200) {
      headers.push("Content-Type", "application/json; charset=utf-8");
      headers.push("Content-Length", list.length);
    }
    response.writeHead(status, headers);
    if (status === 200) response.end(list.bytes, "latin1");
    else response.end();
    record?.done("GET", routes.methods, status, true);
  }

  const handleAtHand: MethodListHandler["handleAtHand"] = (request, response, admit) => {
    const question = questions.get(queryOf(request));
    const list = question && methods.listAtHand(question);
    if (list === undefined || !admit(request)) return false;
    send(request, response, list);
    return true;
  };

  return {
    handle(request, response, next) {
      if (handleAtHand(request, response, () => true)) return;
      fetched(request)
        .then((list) => send(request, response, list))
        .catch(next);
    },
    handleAtHand,
  };
}
