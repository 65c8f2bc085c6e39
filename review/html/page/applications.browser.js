// The Applications that change, with their objects.

function applicationElement(application) {
  const { namespace, name, change, project, cluster, wave, generatedBy, fields, values } = application;
  const facts = [
    `project ${project}`,
    `cluster ${cluster}`,
    `wave ${wave}`,
    generatedBy ? `made by ApplicationSet ${generatedBy}` : '',
  ];
  const objectsOf = application.objects.map((object) => objectElement(application, object));
  return make(
    'section',
    { id: applicationAddress(application), 'data-application': true },
    make(
      'h3',
      {},
      changeMark(change),
      ' ',
      make('span.name', {}, namespace === 'argocd' ? name : `${namespace}/${name}`),
    ),
    make('p.quiet', {}, facts.filter(Boolean).join(' · ')),
    fields.length > 0 ? make('div', {}, make('p', {}, 'The Application itself:'), fieldList(fields)) : undefined,
    values.length > 0 ? make('div', {}, make('p', {}, 'Its Helm values:'), fieldList(values)) : undefined,
    ...objectsOf,
  );
}
