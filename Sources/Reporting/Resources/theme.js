(() => {
  'use strict';
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const asked = new URLSearchParams(location.search).get('theme');
  const stored = () => { try { return localStorage.getItem('triskele-theme'); } catch { return null; } };
  const choose = () => asked || stored() || (dark.matches ? 'dark' : 'light');
  root.dataset.theme = choose();
  dark.addEventListener('change', () => { root.dataset.theme = choose(); });
})();
