// What there is to say of the certificates as the server sent them: their order, and which of them belong to no chain.
import type { SentCertificate, TlsObservation } from '../model/observation.ts';
import { commonName } from './certificate-rule.ts';
import { clip, list } from './phrases.ts';

const isSelfIssued = ({ subject, issuer }: SentCertificate): boolean => subject === issuer;

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

/** One line each: what was sent, whether it was out of order, what does not belong to it. Empty where it is not known. */
export function chainSentLines({ chainSent = [] }: TlsObservation): string[] {
  if (chainSent.length === 0) return [];
  const names = (certificates: readonly SentCertificate[]): string =>
    certificates.map(({ subject }) => commonName(subject)).join(', ');
  const path = pathOf(chainSent);
  const foreign = chainSent.filter((certificate) => !path.includes(certificate));
  const isInOrder = chainSent
    .filter((certificate) => path.includes(certificate))
    .every((certificate, at) => certificate === path[at]);
  return [
    clip(`sent, in this order: ${names(chainSent)}`),
    ...(isInOrder ? [] : [clip(`out of order: each has to come right after the one that it issued (${names(path)})`)]),
    ...(foreign.length > 0 ? [clip(`not part of the chain: ${list(foreign.map(({ subject }) => commonName(subject)))}`)] : []),
  ];
}
