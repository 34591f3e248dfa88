// The certificate by which a registered application proves itself when it asks for a token, from the files that the options name.
import { createPrivateKey } from 'node:crypto';
import type { OauthOptions } from '../../model/plan.ts';
import { UsageError } from '../../model/usage-error.ts';
import { readTlsFiles } from '../../request/tls-files.ts';
import type { CheckOptions } from '../options/options.ts';
import type { Io } from '../terminal/io.ts';
import { registerSecret } from './redaction.ts';

/** Entra takes RSA alone, and so does what signs by it here. */
export async function readOauthCertificate(
  { oauthCert, oauthKey }: CheckOptions,
  io: Io,
  limitMs: number,
): Promise<NonNullable<OauthOptions['clientCertificate']> | null> {
  if (oauthCert === undefined || oauthKey === undefined) return null;
  const names = { ca: '', pfx: '', clientCert: '--oauth-cert', clientKey: '--oauth-key' };
  const files = { clientCert: oauthCert, clientKey: oauthKey };
  const { clientCertificate } = await readTlsFiles(files, { names, env: io.env, onSecret: registerSecret, limitMs });
  if (clientCertificate === null) return null;
  registerSecret(clientCertificate.keyPem);
  if (createPrivateKey(clientCertificate.keyPem.reveal()).asymmetricKeyType !== 'rsa')
    throw new UsageError(`the key in ${oauthKey} is no RSA key: Microsoft Entra takes no other`, '--oauth-key');
  return clientCertificate;
}
