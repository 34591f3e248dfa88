// A login in the form in which an application's client sends it. Which clients have which forms is for others to know.
import type { Plan } from '../model/plan.ts';
import type { WireForm } from '../model/wire-form.ts';
import { findMechanism } from '../sasl/index.ts';
import type { Way } from './login.ts';

const mechanismOf = (form: WireForm): string => form.slice(0, form.indexOf(' '));

/**
 * The way that the client of the plan's settings takes at a server that offers these, where it has a form of its own for it.
 * Else, and where the usual way shows less of the secret, the usual one. With `--auth-all` each mechanism has one attempt.
 */
export function wayOfClient(usual: Way, offered: readonly string[], { application, auth }: Plan): Way {
  const client = application?.login;
  if (!client || auth.all || usual.sends !== 'secret') return usual;
  const name = (auth.only ?? client.mechanisms).find((one) => offered.includes(one) && !auth.exclude.includes(one));
  const form = client.forms.find((one) => mechanismOf(one) === name);
  const mechanism = findMechanism(name ?? '');
  if (!form || mechanism?.uses !== 'password') return usual;
  return { name: mechanism.name, mechanism, sends: 'secret', form };
}

/** After a form that was refused: the same mechanism as other clients send it, so that the form is known to be at fault. */
export function inUsualForm({ form: _, ...way }: Way): Way {
  return way;
}
