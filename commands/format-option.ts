import { Option } from 'commander';

/** The formats of a verb: the name of each, and a line for the help. */
export type Formats<Name extends string> = Readonly<Record<Name, { readonly summary: string }>>;

/** `--format`, for every verb that can print more than one. The first format is the default. */
export function formatOption<Name extends string>(formats: Formats<Name>, description = 'how to print'): Option {
  const names = Object.keys(formats);
  return new Option('--format <format>', description).choices(names).default(names[0]);
}
