// jest's globalSetup: the processes that tests start run lib/, and must run what the sources say now.
module.exports = () => require('../tools/build').build();
