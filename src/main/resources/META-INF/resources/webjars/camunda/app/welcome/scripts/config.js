export default {
  app: {
    name: '工作台',
    vendor: '惠企'
  },
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: 'zh'
  },
  links: [],
  disableWelcomeMessage: true
};
