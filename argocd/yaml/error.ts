/** Why a text is refused, in the words of the decoder. Nothing of the text is in the message: it may be a Secret's. */
export class YamlError extends Error {
  constructor(
    message: string,
    /** In the text, in UTF-16 units. */
    readonly offset: number,
    /** What was begun and is not finished. @default - the message says it all */
    readonly begun?: { readonly what: string; readonly offset: number },
    /** @default 'syntax' */
    readonly kind: 'syntax' | 'binary' | 'alias-bomb' | 'too-deep' = 'syntax',
  ) {
    super(message);
  }
}
