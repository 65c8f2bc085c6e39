import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What the run can be asked to do. */
export type Controls = Readonly<Record<string, () => Promise<void>>>;

/**
 * The one server of a run, on the loopback: `/git/…` is Git's smart protocol (Git's own http-backend), `/charts/…` a chart
 * repository, and a POST to `/control/…` does something to the run.
 */
export class Web {
  private readonly server: http.Server;

  private constructor(
    private readonly folder: string,
    private readonly controls: Controls,
  ) {
    for (const name of ['git', 'charts']) fs.mkdirSync(path.join(folder, name), { recursive: true });
    this.server = http.createServer((request, response) => {
      this.answer(request, response).catch((error: Error) => {
        if (!response.headersSent) response.statusCode = 500;
        response.end(error.message);
      });
    });
  }

  static async start(folder: string, controls: Controls): Promise<Web> {
    const web = new Web(folder, controls);
    await new Promise<void>((resolve, reject) => {
      web.server.once('error', reject);
      web.server.listen(0, '127.0.0.1', resolve);
    });
    return web;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const [, kind, ...rest] = url.pathname.split('/');
    const below = rest.join('/');
    if (kind === 'git') return this.git(request, response, below, url.search.slice(1));
    if (kind === 'charts') return this.file(response, path.join(this.folder, 'charts'), below);
    if (kind === 'control' && request.method === 'POST' && this.controls[below]) {
      // A test that waits for a program hears too late that a connection kept open has ended, and would ask on it.
      response.setHeader('connection', 'close');
      await this.controls[below]();
      response.end('done\n');
      return;
    }
    response.statusCode = 404;
    response.end('nothing here\n');
  }

  private async file(response: http.ServerResponse, folder: string, below: string): Promise<void> {
    const file = path.join(folder, path.normalize(`/${decodeURIComponent(below)}`));
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) {
      response.statusCode = 404;
      response.end('no such file\n');
      return;
    }
    await pipeline(fs.createReadStream(file), response);
  }

  /** Git's own program does it, as behind any web server: variables and a body in, headers and a body out. */
  private async git(request: http.IncomingMessage, response: http.ServerResponse, below: string, query: string) {
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: path.join(this.folder, 'git'),
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        PATH_INFO: `/${decodeURIComponent(below)}`,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        REMOTE_ADDR: '127.0.0.1',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    // A client that hangs up is no failure of this server.
    child.stdin.on('error', () => undefined);
    request.pipe(child.stdin);
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
    const all = Buffer.concat(chunks);
    const end = all.indexOf('\r\n\r\n');
    for (const line of all.subarray(0, Math.max(end, 0)).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(/:\s*(.*)/s);
      if (name === 'Status') response.statusCode = Number(value.split(' ')[0]);
      else if (name) response.setHeader(name, value);
    }
    response.end(all.subarray(end + 4));
  }
}
