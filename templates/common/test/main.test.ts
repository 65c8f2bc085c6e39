import { synthesized } from 'cdk8s-groundwork/testing';

test('Argo CD refuses nothing, and what main.ts renders is what was committed', async () => {
  const { files, findings } = await synthesized('main.ts');
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  expect(files).toMatchSnapshot();
});
