export default {
  app: {
    name: '流程监控',
    vendor: '惠企'
  },
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: 'zh'
  },
  // one that cannot be loaded leaves the page blank
  customScripts: ['scripts/finished.js', 'scripts/incidents.js'],
  disableWelcomeMessage: true
};
