import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Review } from '../review';
import { pageData } from './page-data';

/** What the page runs, in this order. Each is a script of its own in one scope. */
const SCRIPTS = [
  'elements',
  'names',
  'lines',
  'objects',
  'applications',
  'consequences',
  'tree',
  'filters',
  'links',
  'keys',
  'start',
];

/**
 * A review as one HTML file that needs no network: the Applications by wave, what changes in each, filters, and the rendered YAML,
 * unified or side by side. It may not load anything, and runs no script but its own.
 *
 * @param review with the YAML of its objects
 */
export function asHtml(review: Review): string {
  const style = read('style.css');
  const script = `'use strict';\n${SCRIPTS.map((name) => read(`${name}.browser.js`)).join('\n')}`;
  const policy = [
    "default-src 'none'",
    `style-src '${sha256(style)}'`,
    `script-src '${sha256(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // Each stands in the page as something that is right there, too: a word, a comment, a string.
  const parts: Readonly<Record<string, string>> = {
    __policy__: policy,
    __title__: escaped(`${review.before.name} → ${review.after.name}`),
    '/*__style__*/': style,
    // In a script element only `<` can end it or begin a comment.
    '"__data__"': JSON.stringify(pageData(review)).replaceAll('<', '\\u003c'),
    '/*__script__*/': script,
  };
  return read('page.html').replace(
    /__(policy|title)__|\/\*__(style|script)__\*\/|"__data__"/g,
    (place) => parts[place] ?? '',
  );
}

function read(name: string): string {
  return fs.readFileSync(path.join(__dirname, 'page', name), 'utf8');
}

function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
