// What a project writes in its own imports/ to use a version of a chart that the package does not have yet.
import { type Cilium, type CiliumProps, GroundworkApp, Platform, type PlatformProps } from 'cdk8s-groundwork';

declare module 'cdk8s-groundwork' {
  interface CiliumValuesOf {
    readonly '1.16.6': CiliumValuesOf['1.16.5'] & { readonly addedInThisVersion?: { readonly enabled: boolean } };
  }
}

export const props: Pick<CiliumProps<'1.16.6'>, 'version' | 'values'> = {
  version: '1.16.6',
  values: { addedInThisVersion: { enabled: true }, hubble: { relay: { dialTimeout: '5s' } } },
};

export const unknownValue: CiliumProps<'1.16.6'>['values'] = {
  // @ts-expect-error no value of that version
  addedInAnother: { enabled: true },
};

export const otherVersion: CiliumProps<'1.16.5'>['values'] = {
  // @ts-expect-error the versions of the package stay as they are
  addedInThisVersion: { enabled: true },
};

// @ts-expect-error a version that was not added
export type Unknown = Cilium<'1.16.7'>;

declare const others: Omit<PlatformProps<'1.16.6', '10.1.1', '1.19.1'>, 'cilium'>;
new Platform(new GroundworkApp(), 'platform', {
  ...others,
  cilium: {
    version: '1.16.6',
    encryption: { type: 'wireguard' },
    kubeProxyReplacement: true,
    values: { addedInThisVersion: { enabled: true } },
  },
});
new Platform(new GroundworkApp(), 'platform', {
  ...others,
  cilium: {
    version: '1.16.6',
    encryption: { type: 'wireguard' },
    kubeProxyReplacement: true,
    // @ts-expect-error no value of that version
    values: { addedInAnother: { enabled: true } },
  },
});
