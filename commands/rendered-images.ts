import * as fs from 'node:fs';
import { imagesOf } from '../argocd/analysis/images';
import { DEFAULT_ARGOCD_VERSION, modelInputOf } from '../argocd/check';
import { fieldText } from '../argocd/model/field-text';
import type { Model } from '../argocd/model/types';
import type { ImageOfPlatform } from '../charts/images/image-inventory';
import { formatImageReference, parseImageReference } from '../images/image-reference';
import { visible } from '../report/text';
import { type CheckOptions, inputOf, nothingIn } from './check';
import { type RenderingOptions, readAndRender } from './rendering';

/** A place in a rendered object that names an image. */
export interface RenderedUse {
  readonly application: string;
  /** The template, or the file, that the object comes from. */
  readonly from: string;
  /** `Deployment web/frontend`. */
  readonly object: string;
  readonly field: string;
}

/** An image that rendered objects run. */
export interface RenderedImage {
  /** Canonical, with tag and digest as they are written; as it is written where it is no reference. */
  readonly reference: string;
  /** Whether a chart's values, or a construct, name it too, as far as there is a platform. */
  readonly byValue: boolean;
  readonly uses: readonly RenderedUse[];
}

/** What is known of images from what is rendered. */
export interface RenderedImages {
  readonly images: readonly RenderedImage[];
  /** The images that values name and no rendered object runs. */
  readonly byValueOnly: readonly string[];
  /** The sources that are not rendered, with the reason: what they run is known by value alone. */
  readonly notRendered: readonly string[];
}

/** Renders the Applications of a directory, and lists what their pods run. @throws Error if there is no Application */
export async function renderedImages(
  directory: string,
  options: RenderingOptions & Pick<CheckOptions, 'repo' | 'kubeVersion'>,
  inventory: readonly ImageOfPlatform[],
): Promise<RenderedImages> {
  if (!fs.existsSync(directory))
    throw new Error(`--rendered ${directory}: there is no such folder: groundwork synth renders it`);
  const input = inputOf([directory], { ...options, argocdVersion: DEFAULT_ARGOCD_VERSION });
  const { model } = await readAndRender(modelInputOf(input), options);
  if (model.applications.length === 0) throw new Error(nothingIn([directory], model.files, model.unchecked));
  return imagesIn(model, inventory);
}

/** The images of a model beside those that a platform knows by value. */
export function imagesIn(model: Model, inventory: readonly ImageOfPlatform[]): RenderedImages {
  const known = new Set(inventory.flatMap(({ name, reference }) => [name, reference]));
  const found = new Map<string, RenderedUse[]>();
  for (const { image, rendered, pointer } of imagesOf(model)) {
    const { application, resource, kind, namespace, name } = rendered;
    const use = {
      application: application.name,
      from: resource.origin.name,
      object: `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`,
      field: fieldText(pointer),
    };
    const reference = canonical(image);
    found.set(reference, [...(found.get(reference) ?? []), use]);
  }
  const named = new Set([...found.keys()].flatMap((one) => [one, withoutDigest(one)]));
  return {
    images: [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reference, uses]) => ({
        reference,
        byValue: known.has(reference) || known.has(withoutDigest(reference)),
        uses,
      })),
    byValueOnly: inventory
      .filter(({ name, reference }) => !named.has(name) && !named.has(reference))
      .map(({ name }) => name),
    notRendered: model.applications.flatMap(({ name, sources }) =>
      sources.flatMap(({ notRendered, chart, path }) =>
        notRendered === undefined ? [] : [`${name}: ${chart || path || 'a source'}: ${notRendered}`],
      ),
    ),
  };
}

function canonical(image: string): string {
  try {
    return formatImageReference(parseImageReference(image));
  } catch {
    return image;
  }
}

/** The name in an inventory has no digest, but where it has no tag either. */
function withoutDigest(reference: string): string {
  return /:[^/@]+@/.test(reference) ? reference.replace(/@.*$/, '') : reference;
}

/** The list for people. @param platform whether there is a list by value to compare with */
export function renderedText({ images, byValueOnly, notRendered }: RenderedImages, platform: boolean): string {
  const lines = [`What is rendered runs ${images.length} image${images.length === 1 ? '' : 's'}:`];
  for (const { reference, byValue, uses } of images) {
    lines.push(`${visible(reference)}${platform && !byValue ? '  not in the list by value' : ''}`);
    for (const { application, from, object, field } of uses)
      lines.push(`  ${visible(`${application}  ${from}  ${object}  ${field}`)}`);
  }
  if (byValueOnly.length > 0)
    lines.push(
      '',
      'Known only by value, run by nothing that is rendered here:',
      ...byValueOnly.map((one) => `  ${one}`),
    );
  if (notRendered.length > 0)
    lines.push(
      '',
      'Not rendered, so what they run is known only by value:',
      ...notRendered.map((one) => `  ${visible(one)}`),
    );
  return `${lines.join('\n')}\n`;
}
