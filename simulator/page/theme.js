const themes = { light: 'light', dark: 'dark', contrast: 'high contrast' };
const names = Object.keys(themes);

/** Follows the system's theme until someone chooses; `?theme=contrast` chooses for this visit. */
export function setUpTheme(button) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme');
  if (names.includes(asked)) document.documentElement.dataset.theme = asked;
  const current = () => document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light');
  const next = () => names[(names.indexOf(current()) + 1) % names.length];
  const label = () => {
    button.title = `Use the ${themes[next()]} theme`;
    button.setAttribute('aria-label', button.title);
  };
  button.addEventListener('click', () => {
    const chosen = next();
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem('theme', chosen);
    label();
  });
  system.addEventListener('change', label);
  label();
}
