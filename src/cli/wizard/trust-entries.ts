// After a certificate that leads to no trusted root: the same check by the roots that another program goes by. Which roots a file
// holds is read before the check is made. Must not know how they are used.
import type { FindingId } from '../../model/finding.ts';
import { UsageError } from '../../model/usage-error.ts';
import { decisiveOf } from '../../report/tell.ts';
import { isKeystoreFile, readTrustStore, type TrustReading } from '../../request/trust-store.ts';
import { registerSecret } from '../login/redaction.ts';
import type { Io } from '../terminal/io.ts';
import { pathOf } from './program-question.ts';
import { checkAgain, type MenuEntry, type Round, type Tools } from './round.ts';

/** Those that may not stand under other roots. */
const OF_TRUST: readonly FindingId[] = [
  'cert-untrusted-root',
  'cert-self-signed',
  'cert-missing-intermediate',
  'tls-intercepted',
];

function isOfTrust({ run }: Round): boolean {
  const decisive = run === null ? undefined : decisiveOf(run.checked.report);
  return decisive !== undefined && OF_TRUST.includes(decisive.id);
}

/** What the option takes beside the path of a file. */
const WORD = /^(?:node$|system$|java:)/;

/** The value of `--trust`: a keystore is Java's. Throws UsageError where it holds no roots. */
async function readAnswer(answer: string, reading: TrustReading): Promise<string> {
  const typed = pathOf(answer.trim());
  if (typed === '') throw new UsageError('name the file');
  const trust = !WORD.test(typed) && (await isKeystoreFile(typed, reading)) ? `java:${typed}` : typed;
  await readTrustStore(trust, reading);
  return trust;
}

/** Java's own, where it is found. */
const ownOfJava = (reading: TrustReading): Promise<string | null> =>
  readTrustStore('java:', reading).then(
    ({ path }) => path,
    () => null,
  );

async function askTrustFile({ prompter, io }: Tools): Promise<string> {
  const reading = readingOf(io);
  const initial = await ownOfJava(reading);
  const validate = async (answer: string): Promise<string | null> => {
    try {
      await readAnswer(answer, reading);
      return null;
    } catch (error) {
      if (error instanceof UsageError) return error.problem;
      throw error;
    }
  };
  const message = 'Java truststore or PEM file:';
  const answer = await prompter.text({ message, ...(initial === null ? {} : { initial }), validate, hasWayBack: true });
  return readAnswer(answer, reading);
}

const readingOf = ({ env }: Io): TrustReading => ({ name: '--trust', env, onSecret: registerSecret });

/** Ahead of all others: they are about what decides. */
export const TRUST_ENTRIES: readonly MenuEntry[] = [
  {
    title: () => 'Check again by the roots of this system',
    isOffered: (round) => isOfTrust(round) && round.answers.trust !== 'system',
    follow: async (round) => ({ ...checkAgain(round), trust: 'system' }),
  },
  {
    title: () => 'Check again by the roots of a Java truststore or a PEM file',
    isOffered: isOfTrust,
    follow: async (round, tools) => ({ ...checkAgain(round), trust: await askTrustFile(tools) }),
  },
];

/** The way back, whatever came of it. */
export const USUAL_ROOTS_ENTRY: MenuEntry = {
  title: () => "Check again by Mozilla's list of roots",
  isOffered: ({ answers }) => answers.trust !== null,
  follow: async (round) => ({ ...checkAgain(round), trust: null }),
};
