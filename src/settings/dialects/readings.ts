// The files in which containers get their environment, as most formats share them: .env, Compose, Kubernetes, Helm. Data.
import type { Reading } from '../format.ts';
import { dotenv } from './dotenv.ts';
import { envYaml } from './env-yaml.ts';

export const ENV_FILES = /^\.env[\w.-]*$|\.env(?:\.\w+)?$|^[\w.-]*env\.(?:prod|production|local)$/i;
export const ENV_YAML_FILES = /\.ya?ml$/i;

/** As Compose reads .env and env_file: a # behind a space ends a value, $NAME and ${NAME} are put in. */
export const COMPOSE_ENV = dotenv({ comments: 'behind-space', variables: 'all' });
/** The dotenv package of Node: any # ends an unquoted value, nothing is put in. */
export const NODE_ENV = dotenv({ comments: 'anywhere', variables: 'none' });
/** vlucas/phpdotenv: ${NAME} alone is put in. */
export const PHP_ENV = dotenv({ comments: 'behind-space', variables: 'braces' });
/** symfony/dotenv puts in $NAME and ${NAME}. */
export const SYMFONY_ENV = dotenv({ comments: 'behind-space', variables: 'all' });

const envReadings = (env: Reading['dialect']): readonly Reading[] => [
  { dialect: env, files: ENV_FILES },
  { dialect: envYaml, files: ENV_YAML_FILES },
];

export const COMPOSE_READINGS = envReadings(COMPOSE_ENV);
export const NODE_READINGS = envReadings(NODE_ENV);
export const PHP_READINGS = envReadings(PHP_ENV);
export const SYMFONY_READINGS = envReadings(SYMFONY_ENV);
