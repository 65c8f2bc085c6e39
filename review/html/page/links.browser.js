// Links to an Application or an object: `#app/argocd/harbor/Service/harbor/harbor`.

/** The address of each object of the page, and of each Application, for what refers to them. */
const addresses = new Map();
const applicationAddresses = new Map();
for (const application of review.applications) {
  applicationAddresses.set(applicationKey(application), applicationAddress(application));
  for (const object of application.objects)
    addresses.set(objectKey(applicationKey(application), object), objectAddress(application, object));
}

/** Opens and shows what the address names, also if a filter hides it. */
function follow() {
  const id = location.hash.slice(1);
  const element = id === '' ? null : (document.getElementById(id) ?? document.getElementById(unescaped(id)));
  if (!element) return;
  if (element.hidden || element.closest('[hidden]')) clearFilter();
  if (element instanceof HTMLDetailsElement) element.open = true;
  element.scrollIntoView();
  (element.querySelector('summary') ?? element).focus({ preventScroll: true });
}

/** Some programs escape an address once more, or not at all. */
function unescaped(id) {
  try {
    return decodeURIComponent(id).split('/').map(encodeURIComponent).join('/');
  } catch {
    return id;
  }
}
