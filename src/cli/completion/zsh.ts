// The completion script for zsh, to be evaluated or to lie in $fpath as _mailprobe. Knows the shell, no command.
import { type CommandWords, type Following, namesOf, type OptionWords } from './words.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
/** A description inside an _arguments specification. */
const described = (text: string): string => text.replace(/[[\]\\:]/g, '\\$&');

function action(values: Following, isList: boolean): string {
  if (values === 'file') return '_files';
  if (values === null) return ' ';
  return isList ? `_values -s , value ${values.join(' ')}` : `(${values.join(' ')})`;
}

function optionSpecs(option: OptionWords): string[] {
  const { description, takesValue, values, isList, isRepeatable } = option;
  const names = namesOf(option);
  const value = takesValue ? `:value:${action(values, isList)}` : '';
  const prefix = isRepeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    const sign = takesValue ? (name.startsWith('--') ? '=' : '+') : '';
    return quote(`${prefix}${name}${sign}[${described(description)}]${value}`);
  });
}

function commandCase({ name, options, operand }: CommandWords): string {
  const specs = options.flatMap(optionSpecs);
  // An operand without an action of its own would keep options from being offered.
  if (operand?.values) specs.push(quote(`1:${described(operand.name)}:${action(operand.values, false)}`));
  return `        ${name})\n          _arguments -s -S \\\n${specs.map((spec) => `            ${spec}`).join(' \\\n')}\n          ;;`;
}

export const zshCompletion = (commands: readonly CommandWords[]): string => `#compdef mailprobe
# zsh completion of mailprobe: source <(mailprobe completion zsh), or save it as _mailprobe in a folder of $fpath
_mailprobe() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a commands
  commands=(
${[...commands, { name: 'help', summary: 'Show the help of a command' }].map(({ name, summary }) => `    ${quote(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  _arguments -C '(- *)'{-h,--help}'[Show help]' '(- *)'{-V,--version}'[Print the version]' '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $words[1] in
        help) _describe command commands ;;
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}

if [ "$funcstack[1]" = _mailprobe ]; then
  _mailprobe "$@"
else
  compdef _mailprobe mailprobe
fi
`;
