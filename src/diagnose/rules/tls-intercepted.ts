// The certificate is not the server's: issued by an antivirus or inspection product, or a copy of it by another issuer.
import { interceptorOf } from '../../knowledge/index.ts';
import { commonName } from '../certificate-rule.ts';
import type { Evidence } from '../evidence.ts';
import { gravest } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { otherTrustWords } from '../other-trust.ts';
import { capital, list, portsOf } from '../phrases.ts';
import type { Draft, Rule } from '../rule.ts';

interface Interception {
  readonly endpoint: JudgedEndpoint;
  readonly product: string | null;
  readonly isLocal: boolean;
  readonly line: string;
}

/** A copy: the same subject as on a sibling where it verifies, signed here by somebody who is not trusted. */
function copiedFrom({ endpoints }: Evidence, { seen }: JudgedEndpoint): JudgedEndpoint | undefined {
  const { tls } = seen;
  if (!tls?.certificate || tls.trusted || tls.faults.some(({ code }) => code === 'cert-self-signed')) return undefined;
  const { subject, issuer } = tls.certificate;
  return endpoints.find(
    ({ seen: other }) =>
      other.tls?.trusted && other.tls.certificate?.subject === subject && other.tls.certificate.issuer !== issuer,
  );
}

function look(evidence: Evidence, endpoint: JudgedEndpoint): Interception[] {
  const { tls } = endpoint.seen;
  if (!tls?.certificate) return [];
  for (const { issuer, subject } of [tls.certificate, ...tls.chain]) {
    const interceptor = interceptorOf(issuer, subject);
    if (interceptor)
      return [
        {
          endpoint,
          product: interceptor.product,
          isLocal: interceptor.kind === 'antivirus',
          line: `${endpoint.id}: issued by ${issuer}`,
        },
      ];
  }
  const original = copiedFrom(evidence, endpoint);
  if (!original) return [];
  const theirs = original.seen.tls?.certificate?.issuer ?? '';
  return [
    {
      endpoint,
      product: null,
      isLocal: false,
      line: `${endpoint.id}: issued by ${tls.certificate.issuer}; ${original.id}: the same subject, issued by ${theirs}`,
    },
  ];
}

function productDraft(evidence: Evidence, found: readonly Interception[]): Draft[] {
  if (found.length === 0) return [];
  const product = list(found.flatMap((item) => item.product ?? []));
  const issuer = commonName(found[0]?.endpoint.seen.tls?.certificate?.issuer ?? '');
  const weights = found.map(({ endpoint }) =>
    endpoint.causes[0] && !endpoint.seen.tls?.trusted ? evidence.weigh({ endpoint, cause: endpoint.causes[0] }) : 'warning',
  );
  const other = otherTrustWords(
    evidence,
    found.flatMap(({ endpoint }) => (endpoint.seen.tls ? [{ endpoint, tls: endpoint.seen.tls }] : [])),
    issuer,
  );
  return [
    {
      severity: gravest(['warning', ...weights]),
      title: `${product} intercepts the connection: the certificate is its own`,
      detail: `The certificate was issued by ${issuer}, not by the mail server's authority. A program on this machine or a device in this network opens the encryption and reads along.${other ? ` ${other.detail}` : ''}`,
      evidence: [...found.map(({ line }) => line), ...(other?.evidence ?? [])],
      fix: `Switch the scanning of mail connections off in ${product}, or exempt the mail ports there. Where it must stay, trust its root in the client (mailprobe: --ca; Node: NODE_EXTRA_CA_CERTS).`,
      owner: found.every(({ isLocal }) => isLocal) ? 'you' : 'network',
      endpoints: found.map(({ endpoint }) => endpoint.id),
      reference: null,
    },
  ];
}

/** The same subject by another issuer may as well be the server's own second certificate: a port that was set up apart. */
function differenceDraft(found: readonly Interception[]): Draft[] {
  if (found.length === 0) return [];
  const issuer = commonName(found[0]?.endpoint.seen.tls?.certificate?.issuer ?? '');
  return [
    {
      severity: 'info',
      title: `${capital(portsOf(found.map(({ endpoint }) => endpoint.seen)))} bears the same name by another issuer, ${issuer}`,
      detail:
        'Either the server has a certificate of its own for that port, or a device on the way puts in one that it made: from here the two look alike.',
      evidence: found.map(({ line }) => line),
      fix: 'Check the same port from another network. If the issuer is another one there, something in this network opens the encryption; if not, it is the server.',
      owner: 'network',
      endpoints: found.map(({ endpoint }) => endpoint.id),
      reference: null,
      explains: [],
    },
  ];
}

export const tlsIntercepted: Rule = {
  id: 'tls-intercepted',
  supersedes: ['cert-untrusted-root', 'cert-missing-intermediate', 'cert-self-signed'],
  find(evidence) {
    const found = evidence.endpoints.flatMap((endpoint) => look(evidence, endpoint));
    const byProduct = found.filter(({ product }) => product !== null);
    return byProduct.length > 0 ? productDraft(evidence, byProduct) : differenceDraft(found);
  },
};
