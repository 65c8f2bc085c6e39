import type { Application, Model } from '../model/types';
import { fields, type Reporter, type Rule, text } from '../rule';

/** The longest name of a Helm release: it has to fit, with a suffix, into a label. */
const RELEASE_LIMIT = 53;

/** As Helm prints it. */
const RELEASE_NAME = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';

/** The longest value of a label. */
const LABEL_LIMIT = 63;

/** The longest name of an object. */
const NAME_LIMIT = 253;

export const rule: Rule = {
  name: 'application-name-too-long',
  severity: 'refuse',
  summary: 'The name of an Application is longer than what is made from it may be.',
  check(model, report) {
    for (const application of model.applications) if (!application.assumed) judge(application, model, report);
  },
};

function judge(application: Application, model: Model, report: Reporter): void {
  const { name, resource, namespace } = application;
  const where = { resource, pointer: ['metadata', 'name'] };
  if (name.length > NAME_LIMIT) {
    report.find({
      message: `metadata.name: Invalid value: ${name.length} characters: must be no more than ${NAME_LIMIT} characters`,
      fix: `Shorten the name; ${RELEASE_LIMIT} characters are enough for every use of it.`,
      ...where,
    });
    return;
  }
  const helm = application.sources.find(rendersRelease);
  const release = helm && (text(fields(helm.fields.helm).releaseName) || name);
  if (helm && release && release.length > RELEASE_LIMIT) {
    const given = release !== name;
    report.find({
      message:
        `release name ${JSON.stringify(release)}: invalid release name, must match regex ${RELEASE_NAME} and the length ` +
        `must not be longer than ${RELEASE_LIMIT}: it has ${release.length} characters` +
        (given ? '' : ', and is the name of the Application because helm.releaseName is not set'),
      fix: given
        ? 'Shorten helm.releaseName.'
        : `Shorten the name, or set source.helm.releaseName to ${RELEASE_LIMIT} characters at most.`,
      ...where,
      pointer: given ? [...helm.pointer, 'helm', 'releaseName'] : where.pointer,
    });
  }
  if (model.settings.cm['application.resourceTrackingMethod'] !== 'label') return;
  const instance = namespace === model.settings.namespace ? name : `${namespace}_${name}`;
  if (instance.length <= LABEL_LIMIT) return;
  report.find({
    message: `metadata.labels: Invalid value: ${JSON.stringify(instance)}: must be no more than ${LABEL_LIMIT} characters: application.resourceTrackingMethod is label, so every object is labelled with it`,
    fix: `Shorten the name by ${instance.length - LABEL_LIMIT}, or set application.resourceTrackingMethod to annotation in argocd-cm.`,
    ...where,
  });
}

/** Whether Helm renders a source: a chart, or a directory that is one. */
function rendersRelease({ chart, repoURL, type }: Application['sources'][number]): boolean {
  return (chart !== '' && !repoURL.startsWith('oci://')) || type === 'helm';
}
