/*
 * form-js takes a text over some 300 ms after the last key and, when a field is left before that, checks what it
 * had before: somebody who types fast and goes on at once is told that a filled field is empty, and the message
 * shifts the page under the next click. Here leaving a field that was typed in goes unnoticed: taking its text
 * over checks it anyway.
 */
const typedIn = new WeakSet();

function isTextField(element) {
  return (
    element instanceof HTMLElement &&
    element.matches('textarea, input:not([type=checkbox]):not([type=radio])') &&
    !!element.closest('.fjs-container')
  );
}

document.addEventListener(
  'input',
  event => {
    if (isTextField(event.target)) {
      typedIn.add(event.target);
    }
  },
  true
);

document.addEventListener(
  'blur',
  event => {
    const field = event.target;
    if (!isTextField(field) || !typedIn.has(field)) {
      return;
    }
    typedIn.delete(field);
    if (event.relatedTarget instanceof HTMLElement && event.relatedTarget.closest('button')) {
      // perhaps the form is submitted: the text is taken over at once, and checked again after
      setTimeout(() => field.isConnected && field.dispatchEvent(new Event('input', {bubbles: true})), 0);
      return;
    }
    event.stopImmediatePropagation();
  },
  true
);

export default [];
