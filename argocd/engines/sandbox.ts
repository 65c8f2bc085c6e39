import * as path from 'node:path';

/** An address at which nothing listens: a program that would fetch something fails at once. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * The environment of a program that renders: a home of its own, no plugin, no credential, no network.
 *
 * @param home a folder of ours that nothing else uses
 */
export function environment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    // Without these, no program starts on Windows.
    SystemRoot: process.env.SystemRoot,
    PATHEXT: process.env.PATHEXT,
    HOME: home,
    USERPROFILE: home,
    TMPDIR: path.join(home, 'tmp'),
    TEMP: path.join(home, 'tmp'),
    TMP: path.join(home, 'tmp'),
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_DATA_HOME: path.join(home, 'data'),
    HELM_CACHE_HOME: path.join(home, 'cache'),
    HELM_CONFIG_HOME: path.join(home, 'config'),
    HELM_DATA_HOME: path.join(home, 'data'),
    HELM_PLUGINS: path.join(home, 'plugins'),
    KUSTOMIZE_PLUGIN_HOME: path.join(home, 'plugins'),
    KUBECONFIG: path.join(home, 'kubeconfig'),
    HTTP_PROXY: NOWHERE,
    HTTPS_PROXY: NOWHERE,
    ALL_PROXY: NOWHERE,
    http_proxy: NOWHERE,
    https_proxy: NOWHERE,
    NO_PROXY: '',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_CONFIG_GLOBAL: path.join(home, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}
