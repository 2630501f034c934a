(() => {
  'use strict';
  const root = document.documentElement;

  // Colours.
  const button = document.getElementById('theme');
  const show = () => {
    button.setAttribute('aria-pressed', String(root.dataset.theme === 'dark'));
    button.querySelector('.word').textContent = root.dataset.theme === 'dark' ? 'Light' : 'Dark';
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('triskele-theme', root.dataset.theme); } catch { /* a file may not store */ }
    show();
  });
  new MutationObserver(show).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  show();

  // The section in view, in the contents.
  const links = new Map([...document.querySelectorAll('nav a')].map(a => [a.hash.slice(1), a]));
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const a of links.values()) a.removeAttribute('aria-current');
      links.get(entry.target.id)?.setAttribute('aria-current', 'true');
    }
  }, { rootMargin: '-10% 0px -80% 0px' });
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) seen.observe(section);
  }

  // Charts.
  if (typeof window.vegaEmbed !== 'function') return;
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const specifications = read('specifications');
  const theme = read('theme-config');
  const boxes = [...document.querySelectorAll('.chart[data-chart]')];

  // Sizes a specification for a width, by the hints it carries.
  const fit = (specification, width) => {
    const spec = structuredClone(specification);
    const hints = spec.usermeta.fit;
    const config = structuredClone(theme);
    if (hints.panel === undefined) {
      spec.width = Math.max(180, width);
      spec.height = hints.height;
      spec.autosize = { type: 'fit-x', contains: 'padding' };
    } else {
      const { spacing, margin } = hints;
      const gap = hints.sharesAxis ? spacing : margin + spacing;
      const room = width - margin - 4 + gap;
      const columns = Math.max(
        1, Math.min(hints.columns, Math.floor((width + spacing) / (hints.panel + spacing))));
      const inner = Math.max(120, Math.floor(room / columns - gap));
      const height = hints.aspect ? Math.round(hints.aspect * inner) : hints.height;
      for (const panel of spec.concat ?? [spec.spec]) Object.assign(panel, { width: inner, height });
      spec.columns = columns;
    }
    config.legend.columns = Math.max(1, Math.floor(width / 165));
    return { spec, config };
  };

  const drawn = new Map();
  const draw = async box => {
    const width = Math.floor(box.clientWidth);
    if (width < 60 || drawn.get(box)?.width === width) return;
    const { spec, config } = fit(specifications[box.dataset.chart], width);
    const stage = document.createElement('div');
    try {
      const result = await window.vegaEmbed(stage, spec, {
        mode: 'vega-lite', renderer: 'svg', actions: false, config, defaultStyle: false,
        tooltip: { theme: 'custom' },
      });
      drawn.get(box)?.view.finalize();
      drawn.set(box, { width, view: result.view });
      box.replaceChildren(stage);
    } catch (error) {
      const text = document.createElement('p');
      text.className = 'waiting';
      text.textContent = `This chart could not be drawn: ${error.message}`;
      box.replaceChildren(text);
      drawn.set(box, { width, view: { finalize() {} } });
    }
  };

  let turn = 0;
  const drawAll = async () => {
    const mine = ++turn;
    // What can be seen comes first.
    const distance = box => {
      const frame = box.getBoundingClientRect();
      return frame.bottom < 0 ? -frame.bottom + innerHeight : Math.max(0, frame.top);
    };
    for (const box of [...boxes].sort((a, b) => distance(a) - distance(b))) {
      await draw(box);
      await new Promise(resolve => setTimeout(resolve));
      if (mine !== turn) return;
    }
    root.dataset.charts = 'drawn';
  };
  let timer;
  let lastWidth = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === lastWidth) return;
    lastWidth = innerWidth;
    clearTimeout(timer);
    timer = setTimeout(drawAll, 180);
  });
  drawAll();
})();
