// Does this login work, and what does the client have to be told? In a program of your own: from 'mailprobe'.
import { type CheckRequest, check } from '../../../../src/index.ts';

export async function checkLogin(host: string, user: string, password: string, more: CheckRequest = {}): Promise<string> {
  const { verdict, summary, recommendation } = await check(host, { request: { ...more, credentials: { user, password } } });
  if (recommendation === null) return `${verdict}: ${summary}`;
  return `${recommendation.host}:${recommendation.port} ${recommendation.mode} ${recommendation.mechanism}`;
}
