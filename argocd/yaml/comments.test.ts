import { commentsIn } from './comments';

function comments(text: string): string[] {
  return commentsIn(text).map((start) => /.*/.exec(text.slice(start))?.[0] ?? '');
}

test('a comment begins at a line or behind a blank, not inside of a scalar', () => {
  const text = '# 1\na: b # 2\nc: "d # no" # 3\ne: |# 4\n  # no\n  f#no\ng: h#no\ni: [j, # 5\n  k]# 6\n--- # 7\nl: 1\n';
  expect(comments(text)).toEqual(['# 1', '# 2', '# 3', '# 4', '# 5', '# 6', '# 7']);
});

test('behind a mistake, what looks like a comment is one, and the next document is read again', () => {
  const text = 'a: @b\nc: "x # 1" # 2\n---\nd: "e # no" # 3\n';
  expect(comments(text)).toEqual(['# 1" # 2', '# 3']);
});
