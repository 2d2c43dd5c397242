// the tab reads a history that nobody who works here may see, and would always be empty: acts are in the audit log
document.querySelector('base')?.setAttribute('cam-exclude-plugins', 'tasklist.task.detail:task-detail-history');

export default {
  app: {
    name: '待办中心',
    vendor: '惠企'
  },
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: 'zh'
  },
  // one that cannot be loaded leaves the page blank
  customScripts: [
    'scripts/form-messages.js',
    'scripts/form-blur.js',
    'scripts/form-lists.js',
    'scripts/form-faults.js',
    'scripts/drafts.js',
    'scripts/materials.js',
    'scripts/landing.js'
  ],
  disableWelcomeMessage: true,

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: '认领当前任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: '转到第一个任务列表'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: '转到列表中的第一个任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: '转到表单的第一个输入框'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: '打开发起申请的窗口'
    }
  }
};
