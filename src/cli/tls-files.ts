// Reads and checks the certificates and keys that the TLS options name, so that a wrong file is a usage error now and
// not a strange handshake later. Must not know how the handshake uses them.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { TlsOptions } from '../model/plan.ts';
import { Secret } from '../model/secret.ts';
import { UsageError } from '../model/usage-error.ts';
import { LIMITS } from '../probe/limits.ts';
import { readInputFile } from './input.ts';
import type { Io } from './io.ts';
import type { CheckOptions } from './options.ts';
import { guardSecret } from './secrecy.ts';

const PEM_CERTIFICATE = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** The certificates of a PEM file, or the one of a DER file, as PEM. */
async function readCertificates(path: string, what: string): Promise<readonly string[]> {
  const { bytes } = await readInputFile(path, what, LIMITS.maxPemBytes);
  const blocks = bytes.toString('latin1').match(PEM_CERTIFICATE) ?? [];
  try {
    if (blocks.length === 0) return [new X509Certificate(bytes).toString()];
    return blocks.map((block) => new X509Certificate(block).toString());
  } catch {
    throw new UsageError(`${what}: ${path} holds no ${blocks.length === 0 ? '' : 'readable '}certificate (PEM or DER is wanted)`);
  }
}

async function readKey(path: string, io: Io): Promise<KeyObject> {
  const { bytes } = await readInputFile(path, '--client-key', LIMITS.maxPemBytes);
  const passphrase = io.env.MAILPROBE_KEY_PASSPHRASE;
  try {
    return createPrivateKey({ key: bytes, format: 'pem', ...(passphrase ? { passphrase } : {}) });
  } catch {
    if (!/ENCRYPTED/.test(bytes.toString('latin1')))
      throw new UsageError(`--client-key: ${path} holds no readable private key (PEM is wanted)`);
    const reason = passphrase ? 'MAILPROBE_KEY_PASSPHRASE does not open it' : 'put its passphrase into MAILPROBE_KEY_PASSPHRASE';
    throw new UsageError(`--client-key: the key in ${path} is encrypted: ${reason}`);
  }
}

async function readPfx(path: string, io: Io): Promise<NonNullable<TlsOptions['clientCertificate']>> {
  const { bytes } = await readInputFile(path, '--pfx', LIMITS.maxPemBytes);
  const passphrase = io.env.MAILPROBE_PFX_PASSPHRASE ?? '';
  const { readPkcs12 } = await import('../net/pkcs12.ts');
  try {
    const { certificatePem, keyPem } = await readPkcs12(bytes, passphrase);
    const key = typeof keyPem === 'string' ? new Secret(keyPem) : keyPem;
    return { certificatePem, keyPem: key };
  } catch {
    const hint =
      passphrase === ''
        ? 'it may want a passphrase: MAILPROBE_PFX_PASSPHRASE is not set'
        : 'MAILPROBE_PFX_PASSPHRASE does not open it, or it is no PKCS#12';
    throw new UsageError(`--pfx: cannot read ${path}: ${hint}`);
  }
}

async function readClientCertificate(options: CheckOptions, io: Io): Promise<TlsOptions['clientCertificate']> {
  if (options.pfx !== undefined) {
    if (io.env.MAILPROBE_PFX_PASSPHRASE) guardSecret(new Secret(io.env.MAILPROBE_PFX_PASSPHRASE));
    return readPfx(options.pfx, io);
  }
  if (options.clientCert === undefined || options.clientKey === undefined) return null;
  if (io.env.MAILPROBE_KEY_PASSPHRASE) guardSecret(new Secret(io.env.MAILPROBE_KEY_PASSPHRASE));
  const certificates = await readCertificates(options.clientCert, '--client-cert');
  const key = await readKey(options.clientKey, io);
  if (!new X509Certificate(certificates[0] ?? '').checkPrivateKey(key)) {
    throw new UsageError(
      `--client-key: the key in ${options.clientKey} does not belong to the certificate in ${options.clientCert}`,
    );
  }
  return { certificatePem: certificates.join(''), keyPem: new Secret(key.export({ type: 'pkcs8', format: 'pem' }).toString()) };
}

/** What the files come to. Throws UsageError that names the file at fault. */
export async function readTlsFiles(options: CheckOptions, io: Io): Promise<Pick<TlsOptions, 'extraRoots' | 'clientCertificate'>> {
  return {
    extraRoots: options.ca === undefined ? [] : await readCertificates(options.ca, '--ca'),
    clientCertificate: await readClientCertificate(options, io),
  };
}
