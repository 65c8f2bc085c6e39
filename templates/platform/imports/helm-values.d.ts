import 'cdk8s-groundwork';

// cdk8s-groundwork types the values of each chart by version. A version that it does not know yet does not compile in
// main.ts until it is added here. A patch release takes the values of the release before it, so this is all for Cilium
// 1.20.1 (for the others: ArgoCdValuesOf, HarborValuesOf). Remove the slashes, and write the version in main.ts.
//
// declare module 'cdk8s-groundwork' {
//   interface CiliumValuesOf {
//     readonly '1.20.1': CiliumValuesOf['1.20.0'];
//   }
// }
