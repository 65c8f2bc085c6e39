import 'cdk8s-groundwork';

// The values of charts are typed by version. This adds a version that cdk8s-groundwork does not know yet, so that
// main.ts can install it: a patch release has the values of the release before.
declare module 'cdk8s-groundwork' {
  interface CiliumValuesOf {
    readonly '1.16.6': CiliumValuesOf['1.16.5'];
  }
}
