import { GroundworkApp } from './app';

describe('app.file', () => {
  test.each([
    [
      'apps/demo/guestbook.yaml',
      'this would be apps/demo/guestbook.yaml.yaml; leave .yaml out: app.file("apps/demo/guestbook")',
    ],
    ['guestbook.YML', 'leave .YML out: app.file("guestbook")'],
    ['apps/x.json', 'leave .json out: app.file("apps/x")'],
    ['', 'expected folders and a name below the output folder'],
    ['/etc/x', 'expected folders and a name below the output folder'],
    ['apps/', 'expected folders and a name below the output folder'],
    ['apps/two\nlines', 'app.file("apps/two\\nlines"): it has a line end or another control character'],
    ['apps/bell\u0007', 'it has a line end or another control character'],
    ['../main', 'expected folders and a name below the output folder'],
  ])('%s is refused, with what to write', (path, message) => {
    const app = new GroundworkApp({ outdir: 'dist' });
    expect(() => app.file(path)).toThrow(message);
    expect(app.node.children).toEqual([]);
  });

  test('a dot in a name is none of an extension', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    expect(app.file('apps/web.v2').node.path).toBe('apps/web.v2');
  });
});
