import { asHtml } from './html';
import { unifiedLines } from './lines';
import { pageData } from './page-data';
import { largeReview } from './testing/reviews';

test('a text of the repository ends no element of the page, and cannot run', () => {
  const hostile = `</script><script>alert(1)</script><!-- & {{data}} <img src=x onerror=alert(2)>`;
  const html = asHtml(largeReview(2, 1, { title: hostile }));
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(html).not.toMatch(/<img|<script>alert/);
  const [, data = ''] = /<script type="application\/json" id="review">(.*?)<\/script>/s.exec(html) ?? [];
  expect(JSON.parse(data).after.name).toBe(hostile);
});

test('the page loads nothing, and its policy names the script and the style that it has', () => {
  const html = asHtml(largeReview(10));
  expect(html).not.toMatch(/(src|href)\s*=\s*["']?(https?:)?\/\//);
  expect(html).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
  expect(html).not.toContain('unsafe-inline');
});

test('a thousand changed objects are a page of less than 5 MB', () => {
  expect(Buffer.byteLength(asHtml(largeReview(1000)))).toBeLessThan(5_000_000);
});

test('where all lines are too much, those far from a change are left out and counted; then whole objects', () => {
  const review = largeReview(10, 1);
  const filler = Array.from({ length: 60_000 }, (_, at) => `  equal line ${at}`).join('\n');
  const [root, shop] = review.applications;
  const blown = (lines: string) =>
    shop.objects.map((object) => ({ ...object, before: `${lines}\na: 1\n`, after: `${lines}\na: 2\n` }));
  const linesOf = (lines: string) =>
    pageData({ ...review, applications: [root, { ...shop, objects: blown(lines) }] }).applications[1].objects.map(
      (one) => one.lines,
    );
  expect(linesOf(filler)[0].split('\n')).toEqual([
    '@59995',
    ...Array.from({ length: 5 }, (_, at) => `   equal line ${59_995 + at}`),
    '-a: 1',
    '+a: 2',
  ]);

  const wide = `b: ${'x'.repeat(900_000)}`;
  expect(linesOf(wide).map((lines) => lines !== '')).toEqual([true, true, true, true, ...Array(6).fill(false)]);
});

test.each([
  ['one line of three', 'a\nb\nc\n', 'a\nB\nc\n', ' a\n-b\n+B\n c'],
  ['nothing before', undefined, 'a\nb\n', '+a\n+b'],
  ['nothing after', 'a\nb\n', undefined, '-a\n-b'],
  ['nothing at all', undefined, undefined, ''],
  ['an empty line', 'a\n\nb\n', 'a\n\nc\n', ' a\n \n-b\n+c'],
])('lines of %s', (_, before, after, expected) => {
  expect(unifiedLines(before, after)).toBe(expected);
});
