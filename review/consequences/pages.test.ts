import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JUDGEMENT_NAMES, judgementPage, loadJudgements } from './registry';

// A page is what somebody reads who must decide whether a danger is meant.

test('every judgement of the interface is there, with a page and a test, and no other page', () => {
  expect(loadJudgements().map(({ name }) => name)).toEqual(JUDGEMENT_NAMES);
  const pages = readdirSync(__dirname).filter((file) => file.endsWith('.md'));
  expect(pages.map((file) => file.slice(0, -3)).sort()).toEqual([...JUDGEMENT_NAMES].sort());
  for (const name of JUDGEMENT_NAMES)
    expect([name, existsSync(join(__dirname, `${name}.test.ts`))]).toEqual([name, true]);
});

test.each(loadJudgements().map((judgement) => [judgement.name, judgement] as const))(
  'the page of %s',
  (name, { summary }) => {
    const text = judgementPage(name);
    const [, title, first = ''] = /^# (\S+)\n\n([^\n]+(?:\n[^\n]+)*)/.exec(text) ?? [];
    expect(title).toBe(name);
    expect(first.replace(/\n/g, ' ')).toBe(summary);
    for (const heading of ['At run time', 'Since', 'To let it through'])
      expect(text).toMatch(new RegExp(`^## ${heading}\\n\\n\\S`, 'm'));
  },
);
