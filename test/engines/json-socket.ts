/** Commands and their answers over a WebSocket, as WebDriver BiDi and the DevTools protocol have them. */

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
  readonly message?: string;
}

export class JsonSocket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #hear: (method: string, params: unknown) => void;
  #count = 0;

  private constructor(socket: WebSocket, hear: (method: string, params: unknown) => void) {
    this.#socket = socket;
    this.#hear = hear;
    socket.addEventListener("message", ({ data }) => this.#take(JSON.parse(String(data))));
  }

  static async open(
    url: string,
    hear: (method: string, params: unknown) => void = () => {},
  ): Promise<JsonSocket> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", () => reject(new Error(`${url} does not answer`)));
    });
    return new JsonSocket(socket, hear);
  }

  /** @throws Error what the browser refused it with */
  async send<T>(method: string, params: object = {}): Promise<T> {
    const id = (this.#count += 1);
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { error, message, result } = await answered;
    if (error !== undefined)
      throw new Error(`${method}: ${JSON.stringify(error)} ${message ?? ""}`);
    return result as T;
  }

  close(): void {
    this.#socket.close();
  }

  #take(message: Message): void {
    const { id, method, params } = message;
    if (id === undefined) return this.#hear(method ?? "", params);
    this.#waiting.get(id)?.(message);
    this.#waiting.delete(id);
  }
}
