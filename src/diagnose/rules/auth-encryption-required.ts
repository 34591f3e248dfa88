// 530 or 538: TLS first.
import { authRule } from '../auth-rule.ts';

export const authEncryptionRequired = authRule('auth-encryption-required');
