/*
 * form-js takes a text over 300 ms after the last key and, when a field is left, checks what it had before:
 * somebody who types fast and goes on at once is told that a filled field is empty, and the message shifts the
 * page under the next click. Here leaving such a field goes unnoticed: taking its text over checks it anyway.
 */
const TAKEN_OVER_AFTER = 1000;

const lastInput = new WeakMap();

function isFormField(element) {
  return (
    element instanceof HTMLElement &&
    element.matches('textarea, input:not([type=checkbox]):not([type=radio])') &&
    !!element.closest('.fjs-container')
  );
}

document.addEventListener(
  'input',
  event => {
    if (isFormField(event.target)) {
      lastInput.set(event.target, Date.now());
    }
  },
  true
);

document.addEventListener(
  'blur',
  event => {
    const field = event.target;
    const since = isFormField(field) ? Date.now() - (lastInput.get(field) || 0) : TAKEN_OVER_AFTER;
    if (since >= TAKEN_OVER_AFTER) {
      return;
    }
    if (event.relatedTarget instanceof HTMLElement && event.relatedTarget.closest('button')) {
      // perhaps the form is submitted: nothing may be lost, so the text is taken over now and checked again
      setTimeout(() => field.isConnected && field.dispatchEvent(new Event('input', {bubbles: true})), 0);
      return;
    }
    event.stopImmediatePropagation();
  },
  true
);

export default [];
