import { renderCard } from './card.js';
import { make } from './dom.js';

/** Shows a message extension's dialog; each submit may bring the next card, or close it. */
export function openTask(task, title, submit) {
  const dialog = document.getElementById('task');
  const notice = make('div', { className: 'notice bad', role: 'status' });
  const show = ({ title: own, card }) => {
    const heading = make('h2', { id: 'task-title' }, own || title);
    const close = make(
      'button',
      { type: 'button', className: 'quiet', onclick: () => dialog.close() },
      'Close',
    );
    const onPress = async (action, inputs) => {
      notice.replaceChildren();
      try {
        const answer = await submit({ ...action.data, ...inputs });
        if (answer.task) show(answer.task);
        else if (answer.status === 200) dialog.close();
        else notice.textContent = 'Something went wrong. Please try again.';
      } catch (error) {
        notice.textContent = error.message;
      }
    };
    dialog.replaceChildren(
      make('div', { className: 'task-head' }, heading, close),
      renderCard(card, onPress),
      notice,
    );
  };
  show(task);
  if (!dialog.open) dialog.showModal();
}
