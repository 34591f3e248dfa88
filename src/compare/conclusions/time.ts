// What a pair proves of time: a clock that is wrong, and a phase that takes much longer in one place.
import { durationText } from '../../report/wording.ts';
import { aheadText, clockFacts, isApart } from '../aspects/clock.ts';
import { isMuchLonger, type PhaseFact, phaseFacts, type TimedStage } from '../aspects/times.ts';
import type { Pairing } from '../pairing.ts';
import { alsoServer, type ConclusionRule } from './conclusion.ts';

export const clockWrong: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    // The one that is farther from the server's: that a server and one of two machines are wrong alike is less likely.
    const found = clockFacts(pairing).filter((fact) => isApart(fact) && Math.abs(fact.aheadMs.a) > Math.abs(fact.aheadMs.b));
    const [first] = found;
    if (first === undefined) return null;
    return {
      id: 'clock-wrong',
      severity: 'warning',
      title: `The clock at ${a.label} is ${aheadText(first.aheadMs.a)}; at ${b.label} it is ${aheadText(first.aheadMs.b)}`,
      detail:
        'The server writes its time into the greeting, so that the two machines can be compared by it. A wrong clock spoils certificates, tokens and logs.',
      evidence: found.map(
        ({ subject, aheadMs }) => `${subject}: ${aheadText(aheadMs.a)} at ${a.label}, ${aheadText(aheadMs.b)} at ${b.label}`,
      ),
      fix: `Set the clock of the machine at ${a.label} by NTP (\`timedatectl\`, \`w32tm /resync\`).`,
      owner: 'you',
    };
  },
};

const MEANING: Readonly<Record<TimedStage, string>> = {
  connect: 'The way is longer, or packets are lost on it',
  greeting:
    'Servers that look up the name of a client before they greet wait here where its DNS does not answer; others let unknown networks wait on purpose',
  tls: 'Something between may be opening TLS, or packets of full size are lost (MTU)',
  ehlo: 'The server looks up the name that is given in EHLO, or lets the client wait on purpose',
  auth: 'What the server asks for the password is slow, or it lets refused logins wait on purpose',
};

const longer = (pairing: Pairing): readonly PhaseFact[] => phaseFacts(pairing).filter(({ a, b }) => isMuchLonger(a, b));

export const slower: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const found = longer(pairing);
    const [first] = found;
    if (first === undefined) return null;
    const phases = [...new Set(found.map(({ phase }) => phase))];
    return {
      id: 'slower',
      severity: 'info',
      title: `${a.report.target.host} is slower at ${a.label} than at ${b.label}: ${phases.join(', ')}`,
      detail: `${phases.map((phase) => `${phase}: ${MEANING[phase]}`).join('. ')}.${alsoServer(pairing)}`,
      evidence: found.map(
        (fact) =>
          `${fact.phase} at ${fact.subject}: ${durationText(fact.a)} at ${a.label}, ${durationText(fact.b)} at ${b.label}`,
      ),
      fix: '',
      owner: first.phase === 'connect' || first.phase === 'tls' ? 'network' : 'server',
    };
  },
};
