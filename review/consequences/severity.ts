/** How bad a consequence is, from the worst. */
export const SEVERITIES = ['loses data', 'fails', 'interrupts', 'note'] as const;

/**
 * `loses data`: something is deleted that Git does not bring back. `fails`: a sync is refused, wholly or in part. `interrupts`:
 * what runs stops or restarts. `note`: a reviewer should know.
 */
export type Severity = (typeof SEVERITIES)[number];
