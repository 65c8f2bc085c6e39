/** How the value of a key has to look, beyond its length. */
export type SecretFormat =
  /** Any printable text. */
  | 'text'
  /** What Harbor takes as a robot's secret: an upper-case letter, a lower-case letter and a digit at least. */
  | 'harbor-robot-secret'
  /** Only letters and digits. */
  | 'alphanumeric'
  /** One line `user:bcrypt-hash` as `htpasswd -nbB` prints it. */
  | 'htpasswd'
  /** PEM text: certificates or a private key. */
  | 'pem'
  /** Docker's `config.json`. */
  | 'dockerconfigjson';

/** One key of a {@link RequiredSecret}. */
export interface RequiredSecretKey {
  /** Name of the key in the Secret's `data`. */
  readonly key: string;

  /** Length of the value in characters: an exact number, or a range that includes both ends. @default - any */
  readonly length?:
    | number
    | {
        /** Fewest characters that are allowed. */
        readonly min: number;
        /** Most characters that are allowed. */
        readonly max: number;
      };

  /** What the value is, where it is no secret: the URL of a repository. @default - the user's own */
  readonly value?: string;

  /** Form of the value. @default 'text' */
  readonly format?: SecretFormat;

  /** Shell command that makes a good value, or where the value comes from. The text itself contains no secret. */
  readonly howToMake: string;

  /** How the script beside PLATFORM.md makes it. @default - it asks */
  readonly generate?: GeneratedSecret;
}

/** How a value is made where nobody has to know one. */
export interface GeneratedSecret {
  /** A POSIX shell command that prints the value. It prints nothing if it fails, and no secret is among its arguments. */
  readonly command: string;
  /** What the command reads on its standard input: an earlier key of the same Secret, or of one in the cluster. @default - nothing */
  readonly from?: {
    /** The key. */
    readonly key: string;
    /** The Secret. @default - the same */
    readonly secret?: {
      /** Its namespace. */
      readonly namespace: string;
      /** Its name. */
      readonly name: string;
    };
  };
}

/**
 * A Secret that has to be in the cluster before the first sync, because it must never be in Git. Constructs declare
 * them as data, without any secret value.
 */
export interface RequiredSecret {
  /** What it is, if it is none: a ConfigMap that nothing here makes is listed as well. @default 'Secret' */
  readonly kind?: 'Secret' | 'ConfigMap';
  /** Namespace the Secret lives in. */
  readonly namespace: string;

  /** Name of the Secret. */
  readonly name: string;

  /** `type` of the Secret. @default 'Opaque' */
  readonly type?: string;

  /** Labels that it must have. @default - none */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Shell commands that make the whole Secret; they read secret values from files or standard input.
   * @default - the keys are made one by one
   */
  readonly howToMake?: readonly string[];

  /** The keys it must have; it may have more. */
  readonly keys: readonly RequiredSecretKey[];

  /** What reads it, for a person: `Job harbor/harbor-setup: robot bootcamp+pull`. */
  readonly usedBy: string;
}

/** Joins the declarations of the same Secret: each key is listed once, in the order of its first mention. */
export function mergeRequiredSecrets(secrets: readonly RequiredSecret[]): RequiredSecret[] {
  const merged = new Map<string, RequiredSecret>();
  for (const secret of secrets) {
    const id = `${secret.kind ?? 'Secret'} ${secret.namespace}/${secret.name}`;
    const known = merged.get(id);
    merged.set(id, known ? join(known, secret) : secret);
  }
  return [...merged.values()];
}

function join(a: RequiredSecret, b: RequiredSecret): RequiredSecret {
  const fresh = b.keys.filter(({ key }) => !a.keys.some((known) => known.key === key));
  const usedBy = [...new Set([...a.usedBy.split(', '), ...b.usedBy.split(', ')])].join(', ');
  return { ...a, type: a.type ?? b.type, keys: [...a.keys, ...fresh], usedBy };
}
