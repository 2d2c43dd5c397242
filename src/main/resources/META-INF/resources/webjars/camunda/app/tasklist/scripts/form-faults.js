/*
 * A long form that is handed in with faults: says how many there are and goes to the first. Tasklist itself only says
 * that something went wrong.
 */
import {eachForm} from './forms.js';

const COMPLETE = "[ng-click='complete()']";

const english = () => /^en/i.test(document.documentElement.lang || navigator.language) && !/^zh/i.test(navigator.language);

function clear(container) {
  container.parentElement?.querySelectorAll('.huiqi-faults').forEach(one => one.remove());
}

function show(container) {
  clear(container);
  const faults = [...container.querySelectorAll('.fjs-form-field-error')].filter(one => one.textContent.trim());
  if (!faults.length) {
    return;
  }
  const said = document.createElement('p');
  said.className = 'huiqi-faults';
  said.setAttribute('role', 'alert');
  said.textContent = english() ? `${faults.length} fields need attention; this is the first.`
    : `共有 ${faults.length} 处需要填写或更正（红字处），已转到第一处。材料是否齐全在提交时另行核对。`;
  container.parentElement.insertBefore(said, container);
  const field = faults[0].closest('.fjs-form-field') || faults[0];
  field.scrollIntoView({block: 'center'});
  field.querySelector('input, textarea, select')?.focus({preventScroll: true});
}

eachForm((form, container) => {
  form.on('submit', event => {
    // Save asks the form as well
    if (Object.keys(event.errors || {}).length && document.activeElement?.matches(COMPLETE)) {
      setTimeout(() => show(container), 100);
    }
  });
  form.on('changed', event => Object.keys(event.errors || {}).length || clear(container));
});

export default [];
