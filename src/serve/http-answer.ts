// One whole answer over HTTP, and the media types of all answers. Knows no path.
import type { ServerResponse } from 'node:http';

export const PLAIN = 'text/plain; charset=utf-8';
export const HTML = 'text/html; charset=utf-8';
/** The version is what Prometheus 3 insists on. */
export const METRICS = 'text/plain; version=0.0.4; charset=utf-8';

export function sendAnswer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
