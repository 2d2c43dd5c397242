/*
 * Incidents with the number of the application they hold up: a page of its own, and a section below the processes.
 */
import {byId, element, engine, fill, model, pager, safely, say, table, time} from './house.js';

const SIZE = 20;

const KINDS = {
  failedJob: say('作业失败', 'Failed job'),
  failedExternalTask: say('外部任务失败', 'Failed external task')
};

async function row(get, incident, numbers) {
  const activity = incident.failedActivityId || incident.activityId;
  let process = incident.processDefinitionId || '';
  let step = activity;
  try {
    const [definition, drawn] = await Promise.all([
      get(`/process-definition/${encodeURIComponent(incident.processDefinitionId)}`),
      model(get, 'process-definition', incident.processDefinitionId)
    ]);
    process = definition.name || definition.key;
    step = byId(drawn, activity)?.getAttribute('name') || activity;
  } catch (failure) {
    console.warn('huiqi:', failure);
  }
  return [
    element(
      'a',
      {href: `#/process-instance/${encodeURIComponent(incident.processInstanceId)}/runtime?tab=incidents-tab`},
      numbers.get(incident.processInstanceId) || incident.processInstanceId
    ),
    process,
    step,
    KINDS[incident.incidentType] || incident.incidentType,
    element('span', {class: 'huiqi-long'}, incident.incidentMessage || ''),
    time(incident.incidentTimestamp)
  ];
}

function list(node, get) {
  const show = page =>
    fill(node, async () => {
      const [{count}, all] = await Promise.all([
        get('/incident/count'),
        get('/incident', {sortBy: 'incidentTimestamp', sortOrder: 'desc', firstResult: page * SIZE, maxResults: SIZE})
      ]);
      const ids = [...new Set(all.map(incident => incident.processInstanceId).filter(Boolean))];
      const instances = ids.length ? await get('/process-instance', {processInstanceIds: ids.join(',')}) : [];
      const numbers = new Map(instances.map(instance => [instance.id, instance.businessKey]));
      // a calling process repeats the incident of the one it called
      const roots = all.filter(incident => !incident.rootCauseIncidentId || incident.rootCauseIncidentId === incident.id);
      const rows = await Promise.all(roots.map(incident => row(get, incident, numbers)));
      return [
        table(
          [
            say('申请编号', 'Number'),
            say('流程', 'Process'),
            say('步骤', 'Activity'),
            say('类型', 'Type'),
            say('原因', 'Message'),
            say('发生时间', 'Time')
          ],
          rows,
          say('目前没有异常事件。', 'There are no incidents.'),
          'incidents'
        ),
        ...(count > SIZE ? [pager(page, SIZE, count, show)] : [])
      ];
    });
  show(0);
}

function section(node, api) {
  node.classList.add('huiqi-section');
  const place = element('div', {});
  node.append(element('h3', {}, say('异常事件', 'Incidents')), place);
  list(place, engine(api));
}

const nothing = () => {};

export default [
  {
    id: 'huiqi-incidents-section',
    pluginPoint: 'cockpit.processes.dashboard',
    priority: -10,
    properties: {label: say('异常事件', 'Incidents')},
    render: safely((node, {api}) => section(node, api)),
    unmount: nothing
  },
  {
    id: 'huiqi-incidents',
    pluginPoint: 'cockpit.route',
    properties: {path: '/huiqi/incidents'},
    render: safely((node, {api}) => {
      node.classList.add('huiqi-page');
      section(node, api);
    }),
    unmount: nothing
  },
  {
    id: 'huiqi-incidents-link',
    pluginPoint: 'cockpit.navigation',
    priority: 39,
    properties: {path: '#/huiqi/incidents'},
    render: safely(node => node.append(element('a', {href: '#/huiqi/incidents'}, say('异常事件', 'Incidents')))),
    unmount: nothing
  }
];
