const ACTION = /\{\{.*?\}\}/gs;
/** A condition (`{{ if }}`): its text may be there or not, which no single glob can express. */
const CONTROL = /\{\{-?\s*(if|else|range|with|end|define|block|template)\b/;

/** `https://host/`, `git@host:`, and `host/` of an OCI registry, without a parameter in it. */
const HOST_KNOWN = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/{]+\/|[^/{:@]+@[^/{:]+:|(?![a-z][a-z0-9+.-]*:\/\/)[^/{]+\/)/i;

/** Whether a text holds a template's `{{ … }}`. */
export function isTemplated(text: string): boolean {
  return text.includes('{{');
}

/**
 * What a template's text can become, as a glob: `team-a-{{ .environment }}` is `team-a-*`. Undefined if the glob would
 * match everything, or if no glob can express it.
 */
export function namespaceGlob(text: string): string | undefined {
  const glob = globOf(text);
  return glob === '*' ? undefined : glob;
}

/**
 * The same for a repository's URL, where `*` stops at a `/`: a parameter stands for one segment at most. Scheme and host have
 * to be written out.
 */
export function sourceGlob(text: string): string | undefined {
  if (!isTemplated(text)) return text;
  return HOST_KNOWN.test(text) ? globOf(text) : undefined;
}

function globOf(text: string): string | undefined {
  if (!isTemplated(text)) return text;
  if (CONTROL.test(text)) return undefined;
  // Two in a row would be `**`, which crosses a `/`.
  return text.replace(ACTION, '*').replace(/\*{2,}/g, '*');
}
