export default {
  app: {
    name: '流程监控',
    vendor: '惠企'
  },
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: 'zh'
  },
  disableWelcomeMessage: true
};
