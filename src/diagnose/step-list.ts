// A known chain of steps, told in its order: what is proved is ticked, what was seen missing is not, what nothing tells says so and
// how it is looked up. The next one to take is marked. Knows no chain.

/** Null: nothing tells. */
export type Proof = boolean | null;

export interface ChainStep {
  readonly proof: Proof;
  /** What holds once it is done. */
  readonly text: string;
  /** How it is done. */
  readonly command?: string;
  /** How one finds out whether it is. */
  readonly look?: string;
}

const MARKS = { true: '[x]', false: '[ ]', null: '[?]' } as const;

/** The first that is missing; -1: none was seen to be. */
export const nextStepOf = (steps: readonly ChainStep[]): number => steps.findIndex(({ proof }) => proof === false);

/** One line a step: `[ ] 4. what holds: how it is done <- next`. */
export function stepLines(steps: readonly ChainStep[]): readonly string[] {
  const next = nextStepOf(steps);
  return steps.map(({ proof, text, command, look }, at) => {
    const how = proof === true ? undefined : proof === false ? (command ?? look) : (look ?? command);
    return `${MARKS[`${proof}`]} ${at + 1}. ${text}${how === undefined ? '' : `: ${how}`}${at === next ? ' <- next' : ''}`;
  });
}
