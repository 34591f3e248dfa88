// What there is to say of the certificates as the server sent them: their order, what came twice, which of them belong to no
// chain, and a root that need not be sent.
import type { SentCertificate, TlsObservation } from '../model/observation.ts';
import { commonName } from './certificate-rule.ts';
import { clip, list } from './phrases.ts';

type Sent = Pick<TlsObservation, 'chainSent'>;

const isSelfIssued = ({ subject, issuer }: SentCertificate): boolean => subject === issuer;
const isSame = (one: SentCertificate, other: SentCertificate): boolean =>
  one.subject === other.subject && one.issuer === other.issuer;
const namesOf = (certificates: readonly SentCertificate[]): string[] => certificates.map(({ subject }) => commonName(subject));

/** From the leaf up, each the issuer of the one before, whatever the order they were sent in. */
function pathOf(sent: readonly SentCertificate[]): SentCertificate[] {
  const path: SentCertificate[] = [];
  for (let next = sent[0]; next && !path.includes(next); ) {
    path.push(next);
    const { issuer } = next;
    next = isSelfIssued(next) ? undefined : sent.find((other) => other.subject === issuer && !path.includes(other));
  }
  return path;
}

/** What is amiss with what was sent: clients mend it by themselves, mostly. One line each; empty: nothing, or it is not known. */
export function chainFaults({ chainSent = [] }: Sent): string[] {
  const path = pathOf(chainSent);
  const isInPath = (certificate: SentCertificate): boolean => path.some((item) => isSame(item, certificate));
  const twice = chainSent.filter((certificate, at) => chainSent.findIndex((other) => isSame(other, certificate)) < at);
  const foreign = chainSent.filter((certificate) => !isInPath(certificate));
  const ordered = chainSent.filter((certificate) => path.includes(certificate));
  const isInOrder = ordered.every((certificate, at) => certificate === path[at]);
  return [
    ...(isInOrder
      ? []
      : [clip(`out of order: each has to come right after the one that it issued (${namesOf(path).join(', ')})`)]),
    ...(twice.length > 0 ? [clip(`sent more than once: ${list(namesOf(twice))}`)] : []),
    ...(foreign.length > 0 ? [clip(`not part of the chain: ${list(namesOf(foreign))}`)] : []),
  ];
}

/** One line each: what was sent, and what is amiss with it. Empty where it is not known. */
export function chainSentLines(sent: Sent): string[] {
  const { chainSent = [] } = sent;
  if (chainSent.length === 0) return [];
  return [clip(`sent, in this order: ${namesOf(chainSent).join(', ')}`), ...chainFaults(sent)];
}

/** A root among what was sent, which whoever trusts it has already; empty: none. */
export function sentRootLines({ chainSent = [] }: Sent): string[] {
  const root = chainSent.slice(1).find(isSelfIssued);
  return root ? [clip(`the root is sent as well, and need not be: ${commonName(root.subject)}`)] : [];
}
