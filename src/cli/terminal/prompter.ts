// What can be asked of a person at a terminal, however the terminal does it.

export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

/** What is wrong with an answer, in one line; null: nothing. */
export type Validate = (answer: string) => string | null | Promise<string | null>;

/** Each method throws PromptAborted at Ctrl-C, Ctrl-D, SIGTERM, or where the terminal goes away. */
export interface Prompter {
  /** A line of text. An empty answer means `initial`, where there is one. */
  readonly text: (question: {
    readonly message: string;
    readonly initial?: string;
    readonly validate?: Validate;
  }) => Promise<string>;
  /** Without echo. */
  readonly secret: (question: { readonly message: string; readonly validate?: Validate }) => Promise<string>;
  readonly choose: <T>(question: { readonly message: string; readonly choices: readonly Choice<T>[] }) => Promise<T>;
}
