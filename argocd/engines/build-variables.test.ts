import { substitute } from './build-variables';

const variables = new Map([
  ['ARGOCD_APP_NAME', 'web'],
  ['ARGOCD_APP_REVISION', '0123'],
]);

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are Go's
test.each([
  ['$ARGOCD_APP_NAME', 'web'],
  ['a-${ARGOCD_APP_NAME}-b', 'a-web-b'],
  ['$ARGOCD_APP_NAMEX', ''],
  ['$$ARGOCD_APP_NAME', '$ARGOCD_APP_NAME'],
  ['${OTHER}', ''],
  ['price: 5$', 'price: 5$'],
  ['$/path', '$/path'],
  ['${}', ''],
  ['a${', 'a'],
  ['$1', ''],
  ['${ARGOCD_APP_NAME}${ARGOCD_APP_REVISION}', 'web0123'],
])('%s becomes %s, as Go expands it', (text, expected) => {
  expect(substitute(text, variables)).toBe(expected);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are Go's
