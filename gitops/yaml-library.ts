import type * as yaml from 'yaml';

/**
 * The `yaml` package, the copy that cdk8s carries: what is written here has to be what cdk8s writes, and it has been loaded
 * already. Another copy of the same version would be a tenth of a synth's time.
 */
export const {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parse,
  parseAllDocuments,
  parseDocument,
  Scalar,
  Schema,
  stringify,
  visit,
}: typeof yaml = require(require.resolve('yaml', { paths: [require.resolve('cdk8s')] }));
export type Scalar = yaml.Scalar;
