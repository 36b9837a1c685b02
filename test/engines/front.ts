/** What stands before a proxy, and loses the widget's script on the way. */
import { createServer, request as ask } from "node:http";
import { pipeline } from "node:stream";
import { listen } from "../support/listen.ts";

export interface Front {
  readonly url: string;
  /** Where requests are sent on to. */
  behind: string;
  stop(): Promise<void>;
}

export async function startFront(): Promise<Front> {
  const server = createServer((incoming, response) => {
    if (incoming.url?.endsWith(".js") === true) {
      return response.writeHead(503).end();
    }
    const { method, headers } = incoming;
    const onward = ask(new URL(incoming.url ?? "/", front.behind), { method, headers });
    onward.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response, () => undefined);
    });
    pipeline(incoming, onward, (error) => error && response.destroy());
    return undefined;
  });
  const front = {
    url: await listen(server),
    behind: "",
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return front;
}
