/** Lets the cluster end: it lives as long as its standard input is open. */
export default async function teardown(): Promise<void> {
  const keeper = globalThis.liveKeeper;
  if (!keeper || keeper.exitCode !== null) return;
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.stdin?.end();
  await gone;
}
