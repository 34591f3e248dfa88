// The completion script for bash (3.2 and later), without the bash-completion package. Knows the shell, no command.
import { type CommandWords, type Following, namesOf, type OptionWords } from './words.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function reply(values: Following, isList: boolean): string {
  if (values === 'file') return '_mailprobe_files';
  if (values === null) return 'COMPREPLY=()';
  return `_mailprobe_${isList ? 'list' : 'words'} ${quote(values.join(' '))}`;
}

function valueCase(options: readonly OptionWords[]): string {
  const answers = new Map<string, string[]>();
  for (const option of options.filter(({ takesValue }) => takesValue)) {
    const answer = reply(option.values, option.isList);
    answers.set(answer, [...(answers.get(answer) ?? []), ...namesOf(option)]);
  }
  return [...answers].map(([answer, names]) => `        ${names.join('|')}) ${answer}; return ;;`).join('\n');
}

function commandCase({ name, options, operand }: CommandWords): string {
  return `    ${name})
      case "$previous" in
${valueCase(options)}
      esac
      case "$current" in
        -*) _mailprobe_words ${quote(options.flatMap(namesOf).join(' '))} ;;
        *) ${operand ? reply(operand.values, false) : 'COMPREPLY=()'} ;;
      esac
      ;;`;
}

export const bashCompletion = (
  commands: readonly CommandWords[],
): string => `# bash completion of mailprobe: source <(mailprobe completion bash)
_mailprobe_words() {
  COMPREPLY=( $(compgen -W "$1" -- "$current") )
}

_mailprobe_list() {
  local before=
  case "$current" in *,*) before="\${current%,*}," ;; esac
  COMPREPLY=( $(compgen -P "$before" -W "$1" -- "\${current##*,}") )
}

_mailprobe_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=( $(compgen -f -- "$current") )
}

_mailprobe() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command= at
  # --option=value is three words to bash.
  if [ "$current" = '=' ]; then
    current=
  elif [ "$previous" = '=' ]; then
    previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for (( at = 1; at < COMP_CWORD; at++ )); do
    case "\${COMP_WORDS[at]}" in
      -*) ;;
      *) command="\${COMP_WORDS[at]}"; break ;;
    esac
  done
  case "$command" in
    '') _mailprobe_words ${quote(['--help', '--version', 'help', ...commands.map(({ name }) => name)].join(' '))} ;;
    help) _mailprobe_words ${quote(commands.map(({ name }) => name).join(' '))} ;;
${commands.map(commandCase).join('\n')}
    *) COMPREPLY=() ;;
  esac
}

complete -F _mailprobe mailprobe
`;
