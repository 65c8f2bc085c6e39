#!/usr/bin/env node
require('./typescript');
require('../commands/cli').main(process.argv);
