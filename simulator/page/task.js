import { renderCard } from './card.js';
import { make } from './dom.js';

/** Shows a message extension's dialog; each submit may bring the next card, or close it. */
export function openTask(task, title, submit) {
  const dialog = document.getElementById('task');
  const notice = make('div', { className: 'notice bad', role: 'status' });
  const head = (own) =>
    make(
      'div',
      { className: 'task-head' },
      make('h2', { id: 'task-title' }, own || title),
      make('button', { type: 'button', className: 'quiet', onclick: () => dialog.close() }, 'Close'),
    );
  const end = (says) => dialog.replaceChildren(head(), make('p', { role: 'status' }, says));
  const show = ({ title: own, card }) => {
    const onPress = async (action, inputs) => {
      notice.replaceChildren();
      try {
        const answer = await submit({ ...action.data, ...inputs });
        if (answer.task) show(answer.task);
        else if (answer.says) end(answer.says);
        else if (answer.status === 200) dialog.close();
        else notice.textContent = 'Something went wrong. Please try again.';
      } catch (error) {
        notice.textContent = error.message;
      }
    };
    dialog.replaceChildren(head(own), renderCard(card, onPress), notice);
  };
  show(task);
  if (!dialog.open) dialog.showModal();
}
