/*
 * form-js keeps errors of rows that were mended or taken out, and Tasklist takes any entry for an error: a form with
 * rows could not be handed in. Here what is no error any more is dropped before Tasklist counts.
 */
import {eachForm} from './forms.js';

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

eachForm(form => form.on('changed', BEFORE_TASKLIST, event => {
  try {
    drop(form, event.errors);
  } catch (failure) {
    console.warn('form-lists:', failure);
  }
}));

export default [];
