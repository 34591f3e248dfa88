// Texts that ask how something is done, or for a feature. Knows their words, no meanings.

/** Who asks how something is done tells of no failure, whatever words the question has. */
export const ASKS =
  /\b(?:would like|feature request|please add|is it possible|is there (?:a|any) way|how (?:do|can|should|to)\b|it would be (?:nice|great|good|useful)|wie kann|comment (?:puis|peut)|como puedo)\b/i;
