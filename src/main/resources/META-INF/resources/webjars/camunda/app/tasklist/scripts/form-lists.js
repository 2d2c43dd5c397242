/*
 * form-js keeps errors of rows that were mended or taken out, and Tasklist takes any entry for an error: a form with
 * rows could not be handed in. Here what is no error any more is dropped before Tasklist counts.
 */
import {formOf} from './forms.js';

const BEFORE_TASKLIST = 2000;

const at = (value, path) => path.reduce((inside, key) => (inside === null || inside === undefined ? inside : inside[key]), value);

/* a field has a list of texts, a field of rows such a list for each row */
const isOfRows = errors => Object.values(errors || {}).every(one => typeof one !== 'string');

function drop(form, errors) {
  const instances = form.get('formFieldInstanceRegistry').getAllKeyed();
  const data = form._getState().data;
  Object.keys(errors || {}).filter(id => isOfRows(errors[id])).forEach(id => {
    const stands = instances.some(instance => {
      const had = instance.id === id && at(errors[id], Object.values(instance.indexes || {}));
      // a row is taken out of the data before its fields are
      const row = at(data, instance.valuePath.slice(0, -1));
      return had && had.length > 0 && row && form.get('validator').validateFieldInstance(instance, at(data, instance.valuePath)).length > 0;
    });
    if (!stands) {
      delete errors[id];
    }
  });
}

const seen = new WeakSet();

function listen(container, tries) {
  const form = formOf(container);
  if (form) {
    form.on('changed', BEFORE_TASKLIST, event => {
      try {
        drop(form, event.errors);
      } catch (failure) {
        console.warn('form-lists:', failure);
      }
    });
  } else if (tries > 0 && container.isConnected) {
    setTimeout(() => listen(container, tries - 1), 100);
  }
}

new MutationObserver(() => {
  document.querySelectorAll('.fjs-container').forEach(container => {
    if (!seen.has(container)) {
      seen.add(container);
      listen(container, 100);
    }
  });
}).observe(document.documentElement, {subtree: true, childList: true});

export default [];
