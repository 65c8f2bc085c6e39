import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { asHtml } from './html';
import { largeReview } from './testing/reviews';

/** Debian's, or what CHROMIUM names. */
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (file) => file !== undefined && fs.existsSync(file),
);
if (!executablePath) console.warn('skipped: there is no Chromium to open the page in; CHROMIUM names one');
/** How readable the texts of a page are. */
const CONTRASTS = fs.readFileSync(path.join(__dirname, 'testing/contrasts.browser.js'), 'utf8');

/** Run before the page's own scripts: notes when the first object of the list has been painted. */
const FIRST_LIST = `
  const look = () => {
    if (document.querySelector('details.object') === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => { window.firstList = performance.now(); });
  };
  requestAnimationFrame(look);
`;

const ifChromium = executablePath ? describe : describe.skip;

ifChromium('the page of a review, in a browser', () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-page-'));
  const file = path.join(home, 'review.html');
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    fs.writeFileSync(file, asHtml(largeReview(1000)));
    // Without its sandbox, which root cannot have: it opens one file that this test wrote.
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox'],
      env: { ...process.env, TMPDIR: home } as Record<string, string>,
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    fs.rmSync(home, { recursive: true, force: true });
  });

  async function open(options: Parameters<Browser['newPage']>[0] = {}, hash = ''): Promise<void> {
    page = await browser.newPage(options);
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
    page.on('request', (request) => !request.url().startsWith('file:') && problems.push(`asked for ${request.url()}`));
    await page.goto(`${pathToFileURL(file)}${hash}`);
  }
  beforeEach(() => open());
  afterEach(async () => {
    await page.close();
    expect(problems.splice(0)).toEqual([]);
  });
  const shown = () => page.locator('details.object:visible');

  test('of 1,000 changed objects is no larger than 5 MB; how soon its list is there is printed', async () => {
    const bytes = fs.statSync(file).size;
    await page.addInitScript(FIRST_LIST);
    await page.reload();
    await page.waitForFunction('window.firstList !== undefined');
    const soon = Number(await page.evaluate('window.firstList'));
    console.log(
      `1,000 changed objects: ${(bytes / 1e6).toFixed(2)} MB, the list is painted after ${soon.toFixed(0)} ms`,
    );
    expect(bytes).toBeLessThanOrEqual(5e6);
  });

  test('shows the tree by wave, what happens, and each object that changes', async () => {
    expect(await page.locator('nav').innerText()).toMatch(
      /apps-of-apps[\s\S]*wave 1[\s\S]*shop-0[\s\S]*loses data[\s\S]*wave 2[\s\S]*shop-9/,
    );
    expect(await page.locator('#consequences .consequence').first().innerText()).toContain(
      'loses data PersistentVolumeClaim shop/orders is deleted: it is pruned.',
    );
    expect(await shown().count()).toBe(1000);
    expect(await page.locator('#shown').innerText()).toBe('1000 objects');
  });

  test('an object is opened and folded, its lines unified or side by side, equal ones behind a button', async () => {
    const object = page.locator('details.object', { hasText: 'shop/web-1-0' }).first();
    await object.locator('summary').click();
    expect(await object.locator('.removed').innerText()).toBe('-         - image: registry.example.com/shop/main:1.0');
    expect(await object.locator('.added').innerText()).toBe('+         - image: registry.example.com/shop/main:1.1');
    await object.locator('.equal button').first().click();
    expect(await object.locator('.diff').innerText()).toContain('kind: Deployment');
    await page.locator('#view').click();
    expect(await object.locator('.diff.side tr', { has: page.locator('.removed') }).innerText()).toMatch(
      /main:1\.0\s+- image: .*main:1\.1/,
    );
    await object.locator('summary').click();
    expect(await object.locator('.diff:visible').count()).toBe(0);
  });

  test('filters by severity, Application, kind, change and words; Escape takes them off', async () => {
    await page.getByRole('button', { name: 'loses data 1' }).click();
    expect(await shown().allInnerTexts()).toEqual([expect.stringContaining('PersistentVolumeClaim shop/orders')]);
    await page.keyboard.press('Escape');
    expect(await shown().count()).toBe(1000);
    await page.locator('#filter-application').selectOption({ label: 'argocd/shop-3' });
    expect(await shown().count()).toBe(100);
    await page.locator('#search').fill('web-3-7');
    expect(await shown().count()).toBe(11);
    await page.locator('#filter-kind').selectOption('PersistentVolumeClaim');
    expect(await shown().count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('#filter-change').selectOption('gone');
    expect(await page.locator('#shown').innerText()).toBe('1 of 1000 objects');
  });

  test('a link opens its object, also one that a filter hides', async () => {
    const hash = '#app/argocd/shop-4/Deployment.apps/shop/web-4-50';
    await page.close();
    await open({}, hash);
    const object = page.locator(`details.object[id="${hash.slice(1)}"]`);
    await object.locator('.diff').waitFor({ state: 'visible' });
    await page.waitForFunction("document.activeElement?.localName === 'summary'");
    await page.locator('#search').fill('orders');
    await page.locator('#consequences a', { hasText: 'orders' }).click();
    expect(page.url()).toMatch(/#app\/argocd\/shop-0\/PersistentVolumeClaim\/shop\/orders$/);
    await page.evaluate(`location.replace('${hash}')`);
    await object.locator('summary').waitFor({ state: 'visible' });
  });

  test('needs no mouse', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    expect(await page.locator('details.object[open]').allInnerTexts()).toEqual([
      expect.stringContaining('shop/web-0-1'),
    ]);
    await page.keyboard.press('s');
    expect(await page.locator('.diff.side').count()).toBe(1);
    await page.keyboard.press('/');
    await page.keyboard.type('web-2-1 ');
    expect(await page.locator('#shown').innerText()).toBe('11 of 1000 objects');
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 400],
    ['dark', 400],
  ] as const)('fits a %s page of %i pixels, and its colours differ enough', async (colorScheme, width) => {
    await page.close();
    await open({ colorScheme, viewport: { width, height: 800 } });
    await page.locator('details.object summary').nth(1).click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const contrasts: readonly { readonly name: string; readonly ratio: number }[] = await page.evaluate(CONTRASTS);
    expect(contrasts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    expect(contrasts.length).toBeGreaterThan(3);
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${colorScheme}-${width}.png`) });
  });
});
