// `--listen`: where the exporter listens, as a value. Opens nothing.
import { isIP, isIPv6 } from 'node:net';
import { quoteInput, UsageError } from '../model/usage-error.ts';
import { SERVE_LIMITS } from './limits.ts';

export interface ListenAddress {
  readonly address: string;
  /** 0: any that is free. */
  readonly port: number;
}

const FORMS = 'use 127.0.0.1:9725, [::1]:9725, :9725 (every address of this machine) or 127.0.0.1:0 (a free port)';

/** `address:port`, `[v6]:port`, `:port`, an address or a port alone. Throws UsageError. */
export function parseListenAddress(given: string): ListenAddress {
  const text = given.trim();
  const refuse = (): UsageError => new UsageError(`${quoteInput(given)} is no address to listen on: ${FORMS}`);
  if (/^\d+$/.test(text)) return { address: SERVE_LIMITS.address, port: parseListenPort(text, refuse) };
  if (isIPv6(text)) return { address: text, port: SERVE_LIMITS.port };
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d*))?$/.exec(text) ?? [];
  const address = bracketed ?? (plain === 'localhost' ? SERVE_LIMITS.address : plain);
  if (bracketed !== undefined && !isIPv6(bracketed)) throw refuse();
  if (address === '' && port === undefined) throw refuse();
  if (address !== '' && isIP(address) === 0) throw refuse();
  return {
    address: address === '' ? '::' : address,
    port: port === undefined ? SERVE_LIMITS.port : parseListenPort(port, refuse),
  };
}

function parseListenPort(text: string, refuse: () => UsageError): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw refuse();
  return port;
}

/** Only this machine can reach it. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.toLowerCase().startsWith('::ffff:127.');

/** As in a URL. */
export const addressText = ({ address, port }: ListenAddress): string =>
  isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
