/*
 * Finished instances, which the edition of Cockpit at hand leaves out: a tab at each process, a page to search in,
 * and for one instance its path, variables and decisions.
 */
import {byId, duration, element, engine, fill, model, pager, safely, say, table, time} from './house.js';

const SIZE = 20;

const STATES = {
  COMPLETED: say('办结', 'Completed'),
  EXTERNALLY_TERMINATED: say('人工终止', 'Terminated'),
  INTERNALLY_TERMINATED: say('流程终止', 'Terminated by the process'),
  ACTIVE: say('办理中', 'Running'),
  SUSPENDED: say('已暂停', 'Suspended')
};

const KINDS = {
  startEvent: say('开始', 'Start'),
  noneEndEvent: say('结束', 'End'),
  terminateEndEvent: say('终止', 'Terminating end'),
  errorEndEvent: say('出错结束', 'Error end'),
  messageEndEvent: say('消息结束', 'Message end'),
  userTask: say('人工办理', 'User task'),
  serviceTask: say('系统处理', 'Service task'),
  sendTask: say('发送', 'Send task'),
  receiveTask: say('等待消息', 'Receive task'),
  businessRuleTask: say('规则判定', 'Decision'),
  callActivity: say('子流程', 'Called process'),
  subProcess: say('内嵌子流程', 'Subprocess'),
  exclusiveGateway: say('判断', 'Exclusive gateway'),
  parallelGateway: say('并行', 'Parallel gateway'),
  inclusiveGateway: say('包容', 'Inclusive gateway'),
  eventBasedGateway: say('事件选择', 'Event-based gateway'),
  boundaryTimer: say('到期', 'Timer'),
  intermediateTimer: say('等待到期', 'Timer'),
  boundaryError: say('出错', 'Error'),
  boundaryMessage: say('收到消息', 'Message'),
  intermediateMessageCatch: say('等待消息', 'Message')
};

const detail = id => `#/huiqi/finished/${encodeURIComponent(id)}`;

/** The names of the enterprises, by instance: some variable of each tells. */
async function enterprises(get, instances) {
  const names = new Map();
  if (instances.length) {
    const told = await get('/history/variable-instance', {
      variableName: 'enterpriseName',
      processInstanceIdIn: instances.map(instance => instance.id).join(','),
      deserializeValues: false
    });
    told.forEach(variable => names.set(variable.processInstanceId, variable.value));
  }
  return names;
}

/** The end an instance came to; where several were reached, the last. */
async function ending(get, instance) {
  const passed = await get('/history/activity-instance', {
    processInstanceId: instance.id,
    finished: true,
    sortBy: 'occurrence',
    sortOrder: 'desc',
    maxResults: 5
  });
  const end = passed.find(activity => /EndEvent$/.test(activity.activityType));
  const state = STATES[instance.state] || instance.state;
  return end ? `${end.activityName || end.activityId}（${state}）` : state;
}

/** The list, with its search. */
function list(node, get, criteria) {
  const input = element('input', {
    type: 'search',
    class: 'form-control input-sm',
    maxlength: 40,
    placeholder: say('申请编号，如 HH-2024-000001', 'Application number, e.g. HH-2024-000001'),
    'aria-label': say('申请编号', 'Application number')
  });
  const rows = element('div', {class: 'huiqi-rows'});
  const show = page =>
    fill(rows, async () => {
      const number = input.value.trim().toUpperCase();
      const query = {...criteria, finished: true, processInstanceBusinessKeyLike: number && `%${number}%`};
      const [{count}, instances] = await Promise.all([
        get('/history/process-instance/count', query),
        get('/history/process-instance', {
          ...query,
          sortBy: 'endTime',
          sortOrder: 'desc',
          firstResult: page * SIZE,
          maxResults: SIZE
        })
      ]);
      const [names, ends] = await Promise.all([
        enterprises(get, instances),
        Promise.all(instances.map(instance => ending(get, instance)))
      ]);
      return [
        table(
          [
            say('申请编号', 'Number'),
            say('企业', 'Enterprise'),
            ...(criteria.processDefinitionKey ? [] : [say('流程', 'Process')]),
            say('版本', 'Version'),
            say('开始', 'Started'),
            say('结束', 'Ended'),
            say('历时', 'Took'),
            say('结果', 'How it ended')
          ],
          instances.map((instance, at) => [
            element('a', {href: detail(instance.id)}, instance.businessKey || instance.id),
            names.get(instance.id),
            ...(criteria.processDefinitionKey ? [] : [instance.processDefinitionName || instance.processDefinitionKey]),
            String(instance.processDefinitionVersion),
            time(instance.startTime),
            time(instance.endTime),
            duration(instance.durationInMillis),
            ends[at]
          ]),
          number ? say('没有这个编号的已结束实例。', 'No finished instance with this number.')
            : say('还没有已结束的实例。', 'Nothing has finished yet.'),
          'finished'
        ),
        pager(page, SIZE, count, show)
      ];
    });
  node.replaceChildren(
    element(
      'form',
      {
        class: 'huiqi-search form-inline',
        onsubmit: event => {
          event.preventDefault();
          show(0);
        }
      },
      input,
      ' ',
      element('button', {type: 'submit', class: 'btn btn-primary btn-sm'}, say('查询', 'Search'))
    ),
    rows
  );
  show(0);
}

function value(variable) {
  const {value: held} = variable;
  if (held === null || held === undefined) {
    return element('span', {class: 'null-value'}, say('空', 'null'));
  }
  if (variable.type === 'Date') {
    return time(held);
  }
  const text = typeof held === 'object' ? JSON.stringify(held) : String(held);
  return text.length > 60 ? element('code', {class: 'huiqi-long'}, text) : text;
}

function path(passed) {
  return table(
    [
      '#',
      say('步骤', 'Activity'),
      say('类型', 'Type'),
      say('开始', 'Started'),
      say('结束', 'Ended'),
      say('历时', 'Took'),
      say('办理人', 'Assignee')
    ],
    passed.map((activity, at) => [
      String(at + 1),
      activity.calledProcessInstanceId
        ? element('a', {href: detail(activity.calledProcessInstanceId)}, activity.activityName || activity.activityId)
        : activity.activityName || activity.activityId,
      KINDS[activity.activityType] || activity.activityType,
      time(activity.startTime),
      activity.endTime ? time(activity.endTime) + (activity.canceled ? say('（取消）', ' (cancelled)') : '')
        : say('办理中', 'running'),
      duration(activity.durationInMillis),
      activity.assignee
    ]),
    say('没有记录。', 'Nothing is recorded.'),
    'path'
  );
}

function variables(held, instanceId) {
  return table(
    [say('变量', 'Variable'), say('类型', 'Type'), say('值', 'Value'), say('范围', 'Scope')],
    held
      .slice()
      .sort((one, other) => one.name.localeCompare(other.name))
      .map(variable => [
        variable.name,
        variable.type,
        value(variable),
        variable.activityInstanceId === instanceId ? say('流程', 'Process')
          : (variable.activityInstanceId || '').split(':')[0] || say('局部', 'Local')
      ]),
    say('没有变量。', 'There are no variables.'),
    'variables'
  );
}

/** A table's answer: what went in, and each rule that fired with what it gave and why. */
async function decision(get, made) {
  const drawn = await model(get, 'decision-definition', made.decisionDefinitionId).catch(() => null);
  const fired = new Map();
  made.outputs.forEach(output => {
    const key = `${output.ruleOrder}:${output.ruleId}`;
    fired.set(key, [...(fired.get(key) || []), output]);
  });
  const rules = Array.from(fired.values()).map(outputs => {
    const rule = drawn && byId(drawn, outputs[0].ruleId);
    const row = rule && Array.from(rule.parentNode.children).filter(each => each.localName === 'rule').indexOf(rule) + 1;
    const why = rule && Array.from(rule.children).find(child => child.localName === 'description');
    return [
      row ? say(`第 ${row} 条`, `Rule ${row}`) : outputs[0].ruleId,
      outputs.map(output =>
        element('div', {}, `${output.clauseName || output.variableName || output.clauseId}：`, value(output))),
      why ? why.textContent.trim() : ''
    ];
  });
  return element(
    'section',
    {class: 'huiqi-decision', 'data-decision': made.decisionDefinitionKey},
    element('h4', {}, made.decisionDefinitionName || made.decisionDefinitionKey),
    element('p', {class: 'text-muted'}, `${time(made.evaluationTime)}　${made.activityId || ''}`),
    table(
      [say('命中的规则', 'Rule that fired'), say('输出', 'Output'), say('依据', 'Basis')],
      rules,
      say('没有规则命中。', 'No rule fired.'),
      'rules'
    ),
    table(
      [say('输入', 'Input'), say('值', 'Value')],
      made.inputs.map(input => [input.clauseName || input.clauseId, value(input)]),
      say('没有输入。', 'There are no inputs.'),
      'inputs'
    ),
    made.collectResultValue !== null && made.collectResultValue !== undefined
      ? element('p', {}, say('汇总结果：', 'Collected result: ') + made.collectResultValue)
      : null
  );
}

async function decisions(get, instanceId) {
  const made = await get('/history/decision-instance', {
    processInstanceId: instanceId,
    includeInputs: true,
    includeOutputs: true,
    disableBinaryFetching: true,
    sortBy: 'evaluationTime',
    sortOrder: 'asc',
    maxResults: 200
  });
  const drawn = await Promise.all(made.map(each => decision(get, each)));
  return drawn.length ? drawn
    : element('p', {class: 'huiqi-nothing'}, say('没有规则判定。', 'No decision was made.'));
}

/** The model with what was passed marked, by Cockpit's own viewer; without it the path alone must do. */
function diagram(node, scope, xml, key, passed) {
  const angular = window.angular;
  const injector = angular && angular.element(document.body).injector();
  if (!injector || !scope) {
    return;
  }
  injector.invoke([
    '$compile',
    $compile => {
      const inside = scope.$new();
      inside.xml = xml;
      inside.key = `huiqi-${key}`;
      inside.control = {};
      inside.marked = () => {
        const canvas = inside.control.getViewer().get('canvas');
        const drawn = inside.control.getViewer().get('elementRegistry');
        passed.forEach(activity => {
          if (drawn.get(activity.activityId)) {
            canvas.addMarker(activity.activityId, activity.endTime ? 'huiqi-passed' : 'huiqi-at');
          }
        });
      };
      const viewer = $compile(
        '<div cam-widget-bpmn-viewer class="huiqi-diagram" diagram-data="xml" key="{{key}}" control="control" ' +
          'disable-navigation="true" on-load="marked()"></div>'
      )(inside);
      node.replaceChildren(viewer[0]);
      inside.$evalAsync();
    }
  ]);
}

/** Path, variables and decisions under three tabs. */
/* Cockpit draws its pages anew now and then: what was looked at stays open */
const chosen = new Map();

function record(node, get, instanceId, scope) {
  const place = element('div', {class: 'huiqi-record'});
  const read = {
    path: async () => {
      const passed = await get('/history/activity-instance', {
        processInstanceId: instanceId,
        sortBy: 'occurrence',
        sortOrder: 'asc',
        maxResults: 1000
      });
      return path(passed);
    },
    variables: async () =>
      variables(await get('/history/variable-instance', {processInstanceId: instanceId, deserializeValues: false}), instanceId),
    decisions: () => decisions(get, instanceId)
  };
  const names = {
    path: say('经过', 'Path'),
    variables: say('变量', 'Variables'),
    decisions: say('规则判定', 'Decisions')
  };
  const tabs = Object.keys(read).map(name =>
    element(
      'li',
      {},
      element('button', {type: 'button', class: 'btn btn-link', 'data-show': name, onclick: () => choose(name)}, names[name])
    )
  );
  const choose = name => {
    chosen.set(instanceId, name);
    tabs.forEach(tab => tab.classList.toggle('active', tab.firstChild.dataset.show === name));
    fill(place, read[name]);
  };
  node.append(element('ul', {class: 'nav nav-tabs huiqi-tabs'}, tabs), place);
  choose(chosen.get(instanceId) || 'path');
}

async function instancePage(node, get, instanceId, scope) {
  const instance = await get(`/history/process-instance/${encodeURIComponent(instanceId)}`);
  const [names, end] = await Promise.all([
    enterprises(get, [instance]),
    instance.endTime ? ending(get, instance) : STATES[instance.state]
  ]);
  const picture = element('div', {class: 'huiqi-picture'});
  const rest = element('div', {});
  const fact = (name, held) => element('div', {}, element('dt', {}, name), element('dd', {}, held || ''));
  const above = instance.superProcessInstanceId;
  const shown = [
    element(
      'dl',
      {class: 'huiqi-facts'},
      fact(say('企业', 'Enterprise'), names.get(instance.id)),
      fact(say('流程', 'Process'),
        `${instance.processDefinitionName || instance.processDefinitionKey}（${say('版本', 'version')} ${instance.processDefinitionVersion}）`),
      fact(say('开始', 'Started'), time(instance.startTime)),
      fact(say('结束', 'Ended'), time(instance.endTime)),
      fact(say('历时', 'Took'), duration(instance.durationInMillis)),
      fact(say('结果', 'How it ended'), end),
      fact(say('发起人', 'Started by'), instance.startUserId),
      above ? fact(say('上级流程', 'Called by'),
        element('a', {href: detail(above)}, say('查看', 'show'))) : []
    ),
    picture,
    rest
  ];
  node.replaceChildren(
    element('p', {}, element('a', {href: '#/huiqi/finished'}, say('← 已结束实例', '← Finished instances'))),
    element('h3', {class: 'huiqi-number'}, instance.businessKey || instance.id),
    ...shown
  );
  record(rest, get, instance.id, scope);
  try {
    const [{xml}, passed] = await Promise.all([
      model(get, 'process-definition', instance.processDefinitionId),
      get('/history/activity-instance', {processInstanceId: instance.id, maxResults: 1000})
    ]);
    diagram(picture, scope, xml, instance.processDefinitionId, passed);
  } catch (failure) {
    console.warn('huiqi:', failure);
  }
}

const nothing = () => {};

export default [
  {
    id: 'huiqi-finished-instances-tab',
    pluginPoint: 'cockpit.processDefinition.runtime.tab',
    priority: 8,
    properties: {label: say('已结束实例', 'Finished Instances')},
    render: safely((node, {api, processDefinitionId}) => {
      const get = engine(api);
      fill(node, async () => {
        const definition = await get(`/process-definition/${encodeURIComponent(processDefinitionId)}`);
        const place = element('div', {});
        list(place, get, {processDefinitionKey: definition.key});
        return place;
      });
    }),
    unmount: nothing
  },
  {
    id: 'huiqi-record-tab',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    priority: 1,
    properties: {label: say('经过与判定', 'Path and Decisions')},
    render: safely((node, {api, processInstanceId}, scope) => record(node, engine(api), processInstanceId, scope)),
    unmount: nothing
  },
  {
    id: 'huiqi-finished',
    pluginPoint: 'cockpit.route',
    properties: {path: '/huiqi/finished'},
    render: safely((node, {api}) => {
      const place = element('div', {});
      node.classList.add('huiqi-page');
      node.append(element('h3', {}, say('已结束实例', 'Finished Instances')), place);
      list(place, engine(api), {rootProcessInstances: true});
    }),
    unmount: nothing
  },
  {
    id: 'huiqi-finished-instance',
    pluginPoint: 'cockpit.route',
    properties: {path: '/huiqi/finished/:id'},
    render: safely((node, {api}, scope) => {
      node.classList.add('huiqi-page');
      const id = decodeURIComponent(window.location.hash.split('?')[0].split('/')[3] || '');
      instancePage(node, engine(api), id, scope).catch(failure =>
        node.replaceChildren(element('p', {class: 'alert alert-danger', role: 'alert'}, failure.message))
      );
    }),
    unmount: nothing
  },
  {
    id: 'huiqi-finished-link',
    pluginPoint: 'cockpit.navigation',
    priority: 40,
    properties: {path: '#/huiqi/finished'},
    render: safely(node => node.append(element('a', {href: '#/huiqi/finished'}, say('已结束实例', 'Finished')))),
    unmount: nothing
  }
];
