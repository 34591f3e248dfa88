// By these settings a client goes without encryption, or without verifying.
import { configRule } from '../config-rule.ts';

export const configInsecure = configRule('config-insecure');
