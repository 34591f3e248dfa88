// What is deployed by the files of test/interop/fixtures/deploy: command lines that there are, as no root, writing nothing, in
// an image that starts a file of the package. Whether the image can be built and run is the interop suite's to say.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { makeProgram } from '../../../src/cli/main.ts';
import { processIo } from '../../../src/cli/terminal/io.ts';

const FOLDER = 'test/interop/fixtures/deploy';
const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args: readonly string[];
  readonly securityContext: Readonly<Record<string, unknown>>;
}

/** What the words choose, or a refusal. Nothing is run. */
async function chosenBy(
  words: readonly string[],
): Promise<{ readonly command: string; readonly options: Record<string, unknown> }> {
  let [command, options]: [string, Record<string, unknown>] = ['', {}];
  const program = makeProgram(
    processIo(),
    ({ spec, given }) => {
      command = spec.name;
      options = given.options;
    },
    COMMANDS,
  );
  await program.parseAsync([...words], { from: 'user' });
  return { command, options };
}

const documents = parseAllDocuments(text('kubernetes.yml')).map((document) => {
  assert.deepEqual(document.errors, []);
  return document.toJS();
});
const [cron, job] = documents.map(({ spec }) => spec.jobTemplate?.spec ?? spec);
const containers: readonly Container[] = [cron, job].flatMap(({ template }) => template.spec.containers);

describe('the files of deployments', () => {
  it('are all known here', () =>
    assert.deepEqual(readdirSync(FOLDER).sort(), ['Dockerfile', 'github-workflow.yml', 'kubernetes.yml', 'mailprobe.service']));

  it('start command lines that there are', async () => {
    const workflow = parse(text('github-workflow.yml'));
    const lines: readonly (readonly string[])[] = [
      ...containers.map(({ args }) => args.map((word) => word.replace('$(JOB_COMPLETION_INDEX)', '0'))),
      ...[...text('mailprobe.service').matchAll(/^ExecStart(?:Pre)?=\/usr\/bin\/mailprobe (.*)$/gm)].map(([, line = '']) =>
        line.split(' '),
      ),
      ...workflow.jobs.check.steps.flatMap(({ run }: { run?: string }) =>
        run
          ? [
              run
                .replace(/^npx --yes mailprobe@\S+ /, '')
                .replaceAll('"', '')
                .split(' '),
            ]
          : [],
      ),
      ...[...readFileSync('src/serve/README.md', 'utf8').matchAll(/^\$ docker run .* mailprobe:\S+ (.*)$/gm)].map(
        ([, line = '']) => line.split(' '),
      ),
    ];
    assert.equal(lines.length, 7);
    for (const line of lines) assert.equal((await chosenBy(line)).command, line[0], line.join(' '));
  });

  it('give each pod of the batch a part of its own, and leave no part out', async () => {
    const args = containers[1]?.args ?? [];
    const shards = await Promise.all(
      Array.from({ length: job.completions }, async (_, index) => {
        const words = args.map((word) => word.replace('$(JOB_COMPLETION_INDEX)', String(index)));
        return (await chosenBy(words)).options.shard as { index: number; of: number };
      }),
    );
    assert.deepEqual(
      shards.map(({ index }) => index).sort((a, b) => a - b),
      Array.from({ length: job.completions }, (_, at) => at + 1),
    );
    for (const { of } of shards) assert.equal(of, job.completions);
  });

  const image = text('Dockerfile').replaceAll('\\\n', '');
  const last = image.slice(image.lastIndexOf('\nFROM '));
  const user = /^USER (\d+):\d+$/m.exec(last)?.[1] ?? '';

  it('run as no root, with nothing to write to, and need no shell', () => {
    assert.match(user, /^[1-9]\d*$/);
    assert.match(last, /^FROM gcr\.io\/distroless\/nodejs\S+:nonroot$/m);
    assert.doesNotMatch(last, /^(?:RUN|CMD|SHELL) /m);
    for (const { command, securityContext } of containers) {
      assert.equal(command, undefined);
      const { runAsNonRoot, runAsUser, readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities } = securityContext;
      assert.deepEqual(
        { runAsNonRoot, runAsUser, readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities },
        {
          ...{ runAsNonRoot: true, runAsUser: Number(user), readOnlyRootFilesystem: true },
          ...{ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      );
    }
  });

  it('start the file of the package that npm would start', () => {
    const [, from = '', to = ''] = /^COPY --from=install (\S+) (\S+)$/m.exec(last) ?? [];
    assert.match(from, /\/lib\/node_modules\/mailprobe$/);
    const entry: readonly string[] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(last)?.[1] ?? '[]');
    assert.deepEqual(entry, ['/nodejs/bin/node', `${to}/${manifest.bin.mailprobe}`]);
  });

  it('are of this version', () => {
    for (const name of ['Dockerfile', 'github-workflow.yml', 'kubernetes.yml']) {
      const versions = [...text(name).matchAll(/mailprobe[@:-](\d+\.\d+\.\d+)/g)].map(([, version]) => version);
      assert.ok(versions.length > 0, name);
      for (const version of versions) assert.equal(version, manifest.version, name);
    }
  });
});
