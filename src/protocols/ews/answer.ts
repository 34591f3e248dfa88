// What Exchange Web Services answer, read: SOAP with a response code or a fault, the headers of Exchange, or something else that
// stands in their place. Pure; judges nothing. Element by element: https://learn.microsoft.com/exchange/client-developer/web-service-reference.
import type { HttpExchangeObservation, HttpServerFacts } from '../../model/observation.ts';
import type { Failure } from '../../model/outcome.ts';
import { visibleText } from '../../model/visible-text.ts';
import { parseXml, type XmlElement } from '../../net/xml.ts';
import { type AskedFor, interception, observeExchange, type ServiceWords } from '../http-answers.ts';
import type { HttpAnswer } from '../http-door.ts';

const MAX_ERROR_CODE = 120;
/** Of Exchange alone, or of IIS in front of it: an answer with one of them is no portal's. */
const EXCHANGE_HEADERS = [
  'x-feserver',
  'x-beserver',
  'x-calculatedbetarget',
  'x-diaginfo',
  'x-owa-version',
  'x-ms-diagnostics',
] as const;
const MACHINE_HEADERS = ['x-feserver', 'x-calculatedbetarget', 'x-beserver', 'x-diaginfo'] as const;
const MACHINE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/;
const VERSION = /^\d{1,3}\.\d{1,3}\.\d{1,6}(?:\.\d{1,6})?$/;

/** The elements of that name anywhere below, in the order of the document. */
function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}

const firstText = (element: XmlElement, ...names: readonly string[]): string =>
  names.map((name) => descendants(element, name)[0]?.text.trim() ?? '').find((text) => text !== '') ?? '';

/** The envelope's root; null: it is no SOAP. */
function envelopeOf({ body }: HttpAnswer): XmlElement | null {
  const parsed = parseXml(body);
  const [top] = parsed.ok ? parsed.root.children : [];
  return top?.name === 'Envelope' ? top : null;
}

/** `2000003;reason="The audience claim value is invalid 'aud'.";error_category="invalid_resource"` */
function readDiagnostics(header: string | null): Pick<ServiceWords, 'errorCode' | 'message'> {
  const part = (name: string): string => new RegExp(`${name}="([^"]*)"`, 'i').exec(header ?? '')?.[1] ?? '';
  const [number = ''] = /^\d{1,10}/.exec(header ?? '') ?? [];
  const errorCode = part('error_category') || number;
  return { errorCode: errorCode === '' ? null : errorCode.slice(0, MAX_ERROR_CODE), message: part('reason') };
}

function versionIn(envelope: XmlElement | null): string | null {
  const info = envelope && descendants(envelope, 'ServerVersionInfo')[0];
  if (!info) return null;
  const numbers = ['MajorVersion', 'MinorVersion', 'MajorBuildNumber', 'MinorBuildNumber'].map(
    // Exchange 2007 has elements where its successors have attributes.
    (name) => info.attributes.get(name) ?? firstText(info, name),
  );
  const version = numbers.filter((number) => number !== '').join('.');
  return VERSION.test(version) ? version : null;
}

function serverOf(answer: HttpAnswer, envelope: XmlElement | null): HttpServerFacts | null {
  const header = answer.header('x-owa-version') ?? '';
  const version = versionIn(envelope) ?? (VERSION.test(header) ? header : null);
  const named = MACHINE_HEADERS.flatMap((name) => (answer.header(name) ?? '').split(',').map((text) => text.trim()));
  const machines = [...new Set(named.filter((name) => MACHINE.test(name)))].slice(0, 4);
  return version === null && machines.length === 0 ? null : { version, machines };
}

/** Of a fault its response code, else its fault code (`a:ErrorImpersonateUserDenied`); of a response its own. */
function errorOf(envelope: XmlElement): Pick<ServiceWords, 'errorCode' | 'message' | 'retryAfterSeconds'> {
  const code = firstText(envelope, 'ResponseCode') || firstText(envelope, 'faultcode').replace(/^[\w.-]*:/, '');
  if (code === '' || code === 'NoError') return { errorCode: null, message: '' };
  const backOff = descendants(envelope, 'Value').find(({ attributes }) => attributes.get('Name') === 'BackOffMilliseconds');
  const ms = /^\d{1,10}$/.test(backOff?.text.trim() ?? '') ? Number(backOff?.text) : null;
  return {
    errorCode: visibleText(code).slice(0, MAX_ERROR_CODE),
    message: visibleText(firstText(envelope, 'MessageText', 'Message', 'faultstring').replace(/\s+/g, ' ')),
    retryAfterSeconds: ms === null ? null : Math.ceil(ms / 1000),
  };
}

export interface EwsAnswer {
  readonly seen: HttpExchangeObservation;
  /** Null: Exchange has spoken, be it to refuse. */
  readonly foreign: Failure | null;
}

export function readAnswer(answer: HttpAnswer, asked: AskedFor, excerpt: (text: string) => string): EwsAnswer {
  const envelope = envelopeOf(answer);
  const words = envelope ? errorOf(envelope) : readDiagnostics(answer.header('x-ms-diagnostics'));
  const server = serverOf(answer, envelope);
  const seen = observeExchange(answer, asked, { ...words, ...(server ? { server } : {}) });
  const isOfExchange = envelope !== null || EXCHANGE_HEADERS.some((name) => answer.header(name) !== null);
  return {
    seen,
    foreign:
      interception(seen) ?? (envelope || speaksForItself(answer, isOfExchange) ? null : foreignBody(answer, asked, excerpt)),
  };
}

/** A status that says it all, whatever page comes with it; a 403 that a filter may have said as well counts where Exchange shows. */
const speaksForItself = ({ status, body }: HttpAnswer, isOfExchange: boolean): boolean =>
  status >= 400 && (status !== 403 || isOfExchange || body.trim() === '');

const foreignBody = ({ body }: HttpAnswer, { stage }: AskedFor, excerpt: (text: string) => string): Failure => ({
  kind: 'malformed',
  stage,
  fault: 'bad-syntax',
  sample: excerpt(body.trim()),
});
