// What the tools take and give, as JSON Schemas, and the words by which a model chooses among them. Data.
import { CHECKED_PROTOCOLS, MODES, PROTOCOLS } from '../model/protocol.ts';

const TARGET =
  'A host (smtp.example.com), host:port, a URL (smtps://, submission://, imaps:// …), or a mail address, whose servers are found first';

export const checkInput = (logins: readonly string[]): Record<string, unknown> => ({
  type: 'object',
  additionalProperties: false,
  required: ['target'],
  properties: {
    target: { type: 'string', minLength: 1, maxLength: 500, description: TARGET },
    ports: {
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 65_535 },
      minItems: 1,
      maxItems: 8,
      description: 'Default: the usual ones of the protocol',
    },
    modes: { type: 'array', items: { enum: [...MODES] }, minItems: 1, description: 'Default: tls and starttls' },
    protocol: { enum: [...CHECKED_PROTOCOLS], description: 'graph and ews: for a mailbox, whose login is a token as a rule' },
    ...(logins.length > 0
      ? { login: { enum: [...logins], description: 'The name of a login to try, once. Never a password' } }
      : {}),
    transcript: { type: 'boolean', description: 'With the dialogue of each connection, which is long. Default: false' },
  },
});

export const EXPLAIN_INPUT = {
  type: 'object',
  additionalProperties: false,
  required: ['text'],
  properties: {
    text: {
      type: 'string',
      minLength: 1,
      maxLength: 1_000_000,
      description: 'A reply, exception, log, error code, or a finding id',
    },
  },
};

export const DISCOVER_INPUT = {
  type: 'object',
  additionalProperties: false,
  required: ['address'],
  properties: {
    address: { type: 'string', minLength: 1, maxLength: 500, description: 'A mail address or a domain' },
    protocol: { enum: [...PROTOCOLS] },
  },
};

const RUN = { anyOf: [{ type: 'string', description: 'The id of a report of this session' }, { type: 'object' }] };
export const DIFF_INPUT = {
  type: 'object',
  additionalProperties: false,
  required: ['before', 'after'],
  properties: { before: RUN, after: RUN },
};

export const LAB_INPUT = {
  type: 'object',
  additionalProperties: false,
  properties: {
    scenario: { type: 'string', maxLength: 100, description: 'A scenario or a finding id. Left out: the list of scenarios' },
  },
};

const REPORT = {
  type: 'object',
  description: 'As report.schema.json of the package describes it; findings[0] is the decisive cause',
  required: ['schemaVersion', 'verdict', 'summary', 'endpoints', 'findings', 'recommendation'],
};

export const CHECK_OUTPUT = {
  type: 'object',
  required: ['id', 'report', 'login'],
  properties: {
    id: { type: 'string', description: 'For diff' },
    report: REPORT,
    login: { anyOf: [{ type: 'object' }, { type: 'null' }] },
  },
};
export const EXPLAIN_OUTPUT = {
  type: 'object',
  required: ['recognised', 'matches'],
  properties: { recognised: { type: 'boolean' }, matches: { type: 'array', items: { type: 'object' } } },
};
export const DISCOVER_OUTPUT = {
  type: 'object',
  required: ['domain', 'found', 'candidates'],
  properties: {
    domain: { type: 'string' },
    found: { type: 'boolean' },
    candidates: { type: 'array', items: { type: 'object' } },
  },
};
export const DIFF_OUTPUT = {
  type: 'object',
  required: ['same', 'conclusions', 'differences'],
  properties: { same: { type: 'boolean' }, conclusions: { type: 'array' }, differences: { type: 'array' } },
};
export const LAB_OUTPUT = {
  type: 'object',
  properties: { id: { type: 'string' }, report: REPORT, scenarios: { type: 'array', items: { type: 'object' } } },
};
