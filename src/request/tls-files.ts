// Reads and checks the certificates and keys that the user names, so that a wrong file is a usage error now and not a
// strange handshake later. Must not know how the handshake uses them, nor where their names were written.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { TlsOptions } from '../model/plan.ts';
import { Secret } from '../model/secret.ts';
import { UsageError } from '../model/usage-error.ts';
import { readInputFile } from './input-file.ts';
import { LIMITS } from './limits.ts';
import { pemBlocks } from './pem-blocks.ts';
import type { Environment } from './secret-source.ts';

export interface TlsFiles {
  readonly ca?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly pfx?: string | undefined;
}

export interface TlsFileReading {
  /** What each is called where the user wrote it: `--client-key`, `client_key_file`. */
  readonly names: Readonly<Record<keyof TlsFiles, string>>;
  /** For the passphrases: MAILPROBE_KEY_PASSPHRASE, MAILPROBE_PFX_PASSPHRASE. */
  readonly env: Environment;
  /** How long a pipe may take. */
  readonly limitMs?: number;
  /** Told of every passphrase before it is used. */
  readonly onSecret: (secret: Secret) => void;
}

/** The certificates of a PEM file, or the one of a DER file, as PEM. */
async function readCertificates(path: string, what: string, limitMs: number | undefined): Promise<readonly string[]> {
  const { bytes } = await readInputFile(path, what, LIMITS.maxPemBytes, { limitMs });
  const blocks = pemBlocks(bytes.toString('latin1'));
  try {
    if (blocks.length === 0) return [new X509Certificate(bytes).toString()];
    return blocks.map((block) => new X509Certificate(block).toString());
  } catch {
    throw new UsageError(`${path} holds no ${blocks.length === 0 ? '' : 'readable '}certificate (PEM or DER is wanted)`, what);
  }
}

async function readKey(path: string, { names, env, limitMs }: TlsFileReading): Promise<KeyObject> {
  const { bytes } = await readInputFile(path, names.clientKey, LIMITS.maxPemBytes, { limitMs });
  const passphrase = env.MAILPROBE_KEY_PASSPHRASE;
  try {
    return createPrivateKey({ key: bytes, format: 'pem', ...(passphrase ? { passphrase } : {}) });
  } catch {
    if (!/ENCRYPTED/.test(bytes.toString('latin1')))
      throw new UsageError(`${path} holds no readable private key (PEM is wanted)`, names.clientKey);
    const reason = passphrase ? 'MAILPROBE_KEY_PASSPHRASE does not open it' : 'put its passphrase into MAILPROBE_KEY_PASSPHRASE';
    throw new UsageError(`the key in ${path} is encrypted: ${reason}`, names.clientKey);
  }
}

async function readPfx(
  path: string,
  { names, env, limitMs }: TlsFileReading,
): Promise<NonNullable<TlsOptions['clientCertificate']>> {
  const { bytes } = await readInputFile(path, names.pfx, LIMITS.maxPemBytes, { limitMs });
  const passphrase = env.MAILPROBE_PFX_PASSPHRASE ?? '';
  const { readPkcs12 } = await import('../net/pkcs12.ts');
  try {
    const { certificatePem, keyPem } = await readPkcs12(bytes, passphrase);
    if (!new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(keyPem)))
      throw new UsageError(`the key in ${path} does not belong to the certificate in it`, names.pfx);
    return { certificatePem, keyPem: new Secret(keyPem) };
  } catch (error) {
    if (error instanceof UsageError && error.message.startsWith('the key in ')) throw error;
    const hint =
      passphrase === ''
        ? 'it may want a passphrase: MAILPROBE_PFX_PASSPHRASE is not set'
        : 'MAILPROBE_PFX_PASSPHRASE does not open it, or it is no PKCS#12';
    throw new UsageError(`cannot read ${path}: ${hint}`, names.pfx);
  }
}

async function readClientCertificate(files: TlsFiles, reading: TlsFileReading): Promise<TlsOptions['clientCertificate']> {
  const { names, env, onSecret } = reading;
  if (files.pfx !== undefined) {
    if (env.MAILPROBE_PFX_PASSPHRASE) onSecret(new Secret(env.MAILPROBE_PFX_PASSPHRASE));
    return readPfx(files.pfx, reading);
  }
  if (files.clientCert === undefined || files.clientKey === undefined) return null;
  if (env.MAILPROBE_KEY_PASSPHRASE) onSecret(new Secret(env.MAILPROBE_KEY_PASSPHRASE));
  const certificates = await readCertificates(files.clientCert, names.clientCert, reading.limitMs);
  const key = await readKey(files.clientKey, reading);
  if (!new X509Certificate(certificates[0] ?? '').checkPrivateKey(key)) {
    throw new UsageError(
      `the key in ${files.clientKey} does not belong to the certificate in ${files.clientCert}`,
      names.clientKey,
    );
  }
  return { certificatePem: certificates.join(''), keyPem: new Secret(key.export({ type: 'pkcs8', format: 'pem' }).toString()) };
}

/** What the files come to. Throws UsageError that names the file at fault. */
export async function readTlsFiles(
  files: TlsFiles,
  reading: TlsFileReading,
): Promise<Pick<TlsOptions, 'extraRoots' | 'clientCertificate'>> {
  return {
    extraRoots: files.ca === undefined ? [] : await readCertificates(files.ca, reading.names.ca, reading.limitMs),
    clientCertificate: await readClientCertificate(files, reading),
  };
}
