// The settings of an application contradict themselves: mode against port, switches that exclude each other.
import { configRule } from '../config-rule.ts';

export const configMismatch = configRule('config-mismatch', ['mode-mismatch']);
