export default {
  app: {
    name: '系统管理',
    vendor: '惠企'
  },
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: 'zh'
  },
  disableWelcomeMessage: true
};
