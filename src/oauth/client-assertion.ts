// How an application proves itself by its certificate in place of a secret: a JWT that it signs (`private_key_jwt`, RFC 7523 §2.2),
// in the form that Entra wants (https://learn.microsoft.com/entra/identity-platform/certificate-credentials). Sends nothing.
import { createHash, createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import type { OauthOptions } from '../model/plan.ts';

type OpenidClient = typeof import('openid-client');
type ClientAuth = import('openid-client').ClientAuth;

/** `audience`: what the assertion is made out to; null: the issuer, as the standard has it. */
export async function clientAssertion(
  client: OpenidClient,
  { certificatePem, keyPem }: NonNullable<OauthOptions['clientCertificate']>,
  audience: string | null,
): Promise<ClientAuth> {
  const der = createPrivateKey(keyPem.reveal()).export({ type: 'pkcs8', format: 'der' });
  // By its algorithm the library says PS256.
  const key = await webcrypto.subtle.importKey('pkcs8', der, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign']);
  const thumbprint = createHash('sha256').update(new X509Certificate(certificatePem).raw).digest('base64url');
  return client.PrivateKeyJwt(key, {
    [client.modifyAssertion]: (header, payload) => {
      header.typ = 'JWT';
      header['x5t#S256'] = thumbprint;
      if (audience !== null) payload.aud = audience;
    },
  });
}
