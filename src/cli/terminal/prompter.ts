// What can be asked of a person at a terminal, however the terminal does it.

export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

/** What is wrong with an answer, in one line; null: nothing. */
export type Validate = (answer: string) => string | null | Promise<string | null>;

/**
 * Each method throws PromptAborted at Ctrl-C, Ctrl-D, SIGTERM, or where the terminal goes away. With `hasWayBack` the user is
 * told how to go back, and it throws PromptBack.
 */
export interface Prompter {
  /** A line of text. An empty answer means `initial`, where there is one. */
  readonly text: (question: {
    readonly message: string;
    readonly initial?: string;
    readonly validate?: Validate;
    readonly hasWayBack?: boolean;
  }) => Promise<string>;
  /** Without echo. */
  readonly secret: (question: {
    readonly message: string;
    readonly validate?: Validate;
    readonly hasWayBack?: boolean;
  }) => Promise<string>;
  readonly choose: <T>(question: {
    readonly message: string;
    readonly choices: readonly Choice<T>[];
    readonly hasWayBack?: boolean;
  }) => Promise<T>;
}

/** `Port:` as `Port (Esc goes back):`. */
export const withWayBack = (message: string, key: string): string =>
  `${message.replace(/:$/, '')} (${key} goes back)${message.endsWith(':') ? ':' : ''}`;
