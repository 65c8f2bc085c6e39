const { TestEnvironment } = require('jest-environment-node');

/**
 * What the machine, a terminal or a Git hook may have set, and what would be tested then is the machine. FORCE_COLOR is set
 * by jest itself, for its workers in a terminal; Node warns on standard error where NO_COLOR is set too.
 */
const FOREIGN = [
  /^(FORCE_COLOR|NO_COLOR|CDK8S_OUTDIR|DOCKER_CONFIG)$/,
  /^(HTTP|HTTPS|ALL|NO)_PROXY$/i,
  /^GROUNDWORK_/,
  /^HARBOR_/,
  /^GIT_(?!SSL_|CONFIG_)/,
];

/** Node, without these variables: a test that is about one sets it. The processes that tests start inherit from here. */
module.exports = class extends TestEnvironment {
  constructor(...args) {
    for (const name of Object.keys(process.env)) if (FOREIGN.some((one) => one.test(name))) delete process.env[name];
    super(...args);
  }
};
