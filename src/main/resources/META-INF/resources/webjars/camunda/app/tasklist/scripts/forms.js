/*
 * The way from a drawn form to the form-js instance behind it.
 */
export function formOf(container) {
  const open = [container.__k];
  for (let looked = 0; open.length && looked < 60; looked++) {
    const node = open.shift();
    if (!node || typeof node !== 'object') {
      continue;
    }
    const service = node.props && node.props.value && node.props.value.getService;
    if (typeof service === 'function') {
      return service('form');
    }
    open.push(...(Array.isArray(node.__k) ? node.__k : []));
  }
  return null;
}
