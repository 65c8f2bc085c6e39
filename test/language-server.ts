import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** As much of an editor as it takes to ask TypeScript's own language server what it would offer at a place. */
export class LanguageServer {
  private readonly server: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private received = Buffer.alloc(0);
  private last = 0;

  constructor(
    tsc: string,
    private readonly root: string,
  ) {
    this.server = spawn(tsc, ['--lsp', '--stdio'], { cwd: root });
    this.server.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
  }

  public async start(): Promise<void> {
    const completion = { completionItem: { snippetSupport: false } };
    const rootUri = pathToFileURL(this.root).href;
    await this.request('initialize', {
      processId: process.pid,
      rootUri,
      capabilities: { textDocument: { completion } },
    });
    this.send({ method: 'initialized', params: {} });
  }

  /** What is offered at the `|` in the text of a file, which need not exist. */
  public async completions(file: string, text: string): Promise<string[]> {
    const uri = pathToFileURL(file).href;
    const before = text.slice(0, text.indexOf('|')).split('\n');
    const position = { line: before.length - 1, character: before[before.length - 1].length };
    const textDocument = { uri, languageId: 'typescript', version: 1, text: text.replace('|', '') };
    this.send({ method: 'textDocument/didOpen', params: { textDocument } });
    const result = await this.request('textDocument/completion', { textDocument: { uri }, position });
    this.send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    const items = (Array.isArray(result) ? result : ((result as { items?: unknown[] } | null)?.items ?? [])) as {
      label: string;
    }[];
    return items.map(({ label }) => label.replace(/\?$/, ''));
  }

  public stop(): void {
    this.server.kill();
  }

  private request(method: string, params: object): Promise<unknown> {
    const id = ++this.last;
    return new Promise((done, failed) => {
      this.waiting.set(id, ({ result, error }) => (error ? failed(new Error(error.message)) : done(result)));
      this.send({ id, method, params });
    });
  }

  private send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const end = this.received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.received.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end < 0 || this.received.length < end + 4 + length) return;
      const message: Message = JSON.parse(this.received.subarray(end + 4, end + 4 + length).toString());
      this.received = this.received.subarray(end + 4 + length);
      this.handle(message);
    }
  }

  private handle({ id, method, params, ...answer }: Message): void {
    if (id === undefined) return;
    if (method === undefined) {
      this.waiting.get(id)?.(answer);
      this.waiting.delete(id);
      return;
    }
    // The server asks for settings; there are none.
    this.send({ id, result: params?.items?.map(() => null) ?? null });
  }
}
