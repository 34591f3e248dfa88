// Which authorities a server takes client certificates of, and whether the one given is of them: one handshake more, by TLS 1.2 and
// without a certificate, over a stream on which TLS comes next. Loaded only where a server wanted one and broke off.
import { X509Certificate } from 'node:crypto';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { ClientAuthorities } from '../model/observation.ts';
import { authoritiesAskedFor, issuerDer, nameText } from '../net/certificate-request.ts';
import { handshake } from '../net/tls.ts';
import { LIMITS } from '../request/limits.ts';
import type { ProbeContext } from './context.ts';

/** A server's flight with a certificate chain and a list of authorities; OpenSSL takes 100 KiB of the first. */
const MAX_FLIGHT_BYTES = 262_144;

/** Passes on what goes both ways, and keeps what came. */
class Tap extends Duplex {
  readonly #stream: Duplex;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(stream: Duplex) {
    super();
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => this.#take(chunk)).on('end', () => this.push(null));
    stream.on('error', (error) => this.destroy(error)).on('close', () => this.destroy());
    // It comes paused from the talk that led to STARTTLS.
    stream.resume();
  }

  get flight(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  #take(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= MAX_FLIGHT_BYTES) this.#chunks.push(chunk);
    this.push(chunk);
  }

  override _read(): void {}

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#stream.write(chunk, encoding, done);
  }

  override _final(done: () => void): void {
    this.#stream.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#stream.destroy();
    done(error);
  }
}

const certificatesIn = (pems: string): X509Certificate[] =>
  (pems.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((pem) => new X509Certificate(pem));

/** Null: it could not be told, as where the server has nothing older than TLS 1.3. Ends the stream. */
export async function askForAuthorities(stream: Duplex, { plan, deadline }: ProbeContext): Promise<ClientAuthorities | null> {
  const tap = new Tap(stream);
  const outcome = await handshake(
    tap,
    {
      context: tls.createSecureContext({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'DEFAULT:@SECLEVEL=0' }),
      servername: plan.servername,
      stage: 'tls',
      budget: 'tls',
      limitMs: Math.min(plan.timeouts.commandMs, LIMITS.explainFailureMs),
      takesAnyKeySize: true,
    },
    deadline,
  );
  if (outcome.ok) outcome.value.socket.destroy();
  const listed = authoritiesAskedFor(tap.flight);
  if (listed === null) return null;
  const { clientCertificate } = plan.tls;
  const issuers = certificatesIn(clientCertificate?.certificatePem ?? '').flatMap(({ raw }) => issuerDer(raw) ?? []);
  const isListed = listed.length === 0 || issuers.some((issuer) => listed.some((name) => name.equals(issuer)));
  return { names: listed.map(nameText), isListed: clientCertificate === null ? null : isListed };
}
