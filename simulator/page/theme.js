const choices = new Set(['light', 'dark']);

/** Follows the system's theme until someone chooses; `?theme=dark` chooses for this visit. */
export function setUpTheme(button) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme');
  if (choices.has(asked)) document.documentElement.dataset.theme = asked;
  const current = () => document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light');
  const label = () => {
    const other = current() === 'dark' ? 'light' : 'dark';
    button.title = `Use the ${other} theme`;
    button.setAttribute('aria-label', button.title);
  };
  button.addEventListener('click', () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    localStorage.setItem('theme', next);
    label();
  });
  system.addEventListener('change', label);
  label();
}
