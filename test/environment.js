const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

/** The system's own, read before a test file of this worker has had another. */
const TEMPORARY = os.tmpdir();
const CACHE = process.env.XDG_CACHE_HOME;

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

/**
 * Node, without these variables: a test that is about one sets it. And with a folder for temporary files of each test file's
 * own, removed when it is done: cdk8s makes one for each `Testing.app()`, and removes none. The processes that tests start
 * inherit both from here.
 */
module.exports = class extends TestEnvironment {
  constructor(...args) {
    for (const name of Object.keys(process.env)) if (FOREIGN.some((one) => one.test(name))) delete process.env[name];
    const temporary = fs.mkdtempSync(path.join(TEMPORARY, 'groundwork-test-'));
    process.env.TMPDIR = temporary;
    // What helm and kustomize rendered is remembered there, in a folder that has no node_modules.
    process.env.XDG_CACHE_HOME = path.join(temporary, 'cache');
    super(...args);
    this.temporary = temporary;
  }

  async teardown() {
    await super.teardown();
    process.env.TMPDIR = TEMPORARY;
    if (CACHE === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = CACHE;
    fs.rmSync(this.temporary, { recursive: true, force: true, maxRetries: 3 });
  }
};
