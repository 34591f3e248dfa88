// Package managers and their like: npm, pip, Composer, Bundler, Cargo, apt, Git, Docker. What they install may be a mail
// library, and what they cannot reach is a registry: nothing in their lines is about mail.
import type { Dialect } from '../utterance.ts';
import { readForms, silent } from './forms.ts';

export const packageManagers: Dialect = {
  name: 'a package manager',
  marks:
    /^\s{0,8}(?:npm|gyp|yarn|pnpm) (?:ERR!|error|WARN|warn|info|http|verb|notice|ERR)|^(?:ERR_PNPM|error An unexpected error occurred: "https)|^(?:Collecting|Downloading|Building wheel|Installing collected|WARNING: Retrying \(Retry|ERROR: (?:Could not (?:find a version|install)|Failed building|No matching distribution))|Your requirements could not be resolved|\[Composer\\|^(?:E|W): (?:Failed to fetch|Unable to (?:fetch|locate)|The repository)|^Err:\d|^Gem::|Could not find gem|Bundler::|^error: (?:failed to (?:download|fetch|get|select)|could not compile)|^(?:fatal: (?:unable to access|could not read|Authentication failed for|repository|not a git)|remote: |git@)|^Error response from daemon|^failed to solve|^go: (?:downloading|module|\S{1,200}@v)/m,
  more: 'the output of a package manager: it is about an installation, not about a connection of mail',
  read: readForms(
    silent(
      /^\s{0,8}(?:npm|gyp|yarn|pnpm) (?:ERR!|error|WARN|warn|info|http|verb|notice|ERR)|registry\.npmjs\.org|No compatible version found|pypi\.org|files\.pythonhosted\.org|packagist\.org|rubygems\.org|crates\.io|proxy\.golang\.org|github\.com|deb\.debian\.org|archive\.ubuntu\.com/,
    ),
    silent(
      /^(?:Collecting|Downloading|Building wheel|Installing|WARNING: Retrying|ERROR: (?:Could not|Failed building|No matching)|E: |W: |Err:\d|Get:\d|fatal: |remote: |Error response from daemon|failed to solve|go: )/,
    ),
  ),
};
