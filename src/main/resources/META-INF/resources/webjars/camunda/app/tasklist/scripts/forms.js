/*
 * The way from a drawn form to the form-js instance behind it. Nothing here throws.
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

const seen = new WeakMap();

function meet(container, tell, tries) {
  const form = formOf(container);
  if (form) {
    tell(form, container);
  } else if (tries > 0 && container.isConnected) {
    setTimeout(() => meet(container, tell, tries - 1), 100);
  }
}

/* calls for each form that is drawn from now on */
export function eachForm(tell) {
  const carefully = (form, container) => {
    try {
      tell(form, container);
    } catch (failure) {
      console.warn('forms:', failure);
    }
  };
  new MutationObserver(() => {
    document.querySelectorAll('.fjs-container').forEach(container => {
      const told = seen.get(container) || new Set();
      if (!told.has(tell)) {
        seen.set(container, told.add(tell));
        meet(container, carefully, 100);
      }
    });
  }).observe(document.documentElement, {subtree: true, childList: true});
}
