const fs = require('node:fs');

module.exports = () => fs.rmSync(process.env.TRIALS_FOLDER, { recursive: true, force: true, maxRetries: 3 });
