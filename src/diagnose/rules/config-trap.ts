// A setting does something else than it seems to.
import { configRule } from '../config-rule.ts';

export const configTrap = configRule('config-trap');
