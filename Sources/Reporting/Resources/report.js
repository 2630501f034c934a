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
  const { columns, charts: specifications } = read('specifications');
  const theme = read('theme-config');
  const boxes = [...document.querySelectorAll('.chart[data-chart]')];

  // Calls `visit` with every object in a specification except rows of data.
  const walk = (node, visit) => {
    if (Array.isArray(node)) {
      for (const item of node) walk(item, visit);
    } else if (node && typeof node === 'object') {
      visit(node);
      for (const [key, value] of Object.entries(node)) if (key !== 'data') walk(value, visit);
    }
  };

  // Makes rows of data again from the columns, each of which is written once for the page.
  const cells = columns.map(column =>
    Array.isArray(column) ? column : column.places.map(place => column.texts[place]));
  walk(specifications, node => {
    if (!node.data?.columns) return;
    const fields = Object.entries(node.data.columns).map(([field, place]) => [field, cells[place]]);
    node.data = {
      values: fields[0][1].map((_, row) =>
        Object.fromEntries(fields.map(([field, values]) => [field, values[row]]))),
    };
  });

  // Breaks legends into as many columns as fit, so that no name is cut.
  // Returns the rows of the longest.
  const fitLegends = (view, room) => {
    let rows = 0;
    walk(view, node => {
      for (const channel of [node.encoding?.color, node.encoding?.shape]) {
        const names = channel?.scale?.domain;
        if (!channel || channel.legend === null || !Array.isArray(names)) continue;
        const longest = Math.max(0, ...names.map(name => String(name).length));
        // Letters of other scripts are wider than Latin ones.
        const isWide = names.some(name => /[^\u0000-\u024f]/.test(String(name)));
        const entry = 36 + (isWide ? 8 : 6.8) * longest;
        const columns = Math.max(1, Math.floor((room + 14) / entry));
        channel.legend = {
          ...channel.legend,
          columns: Math.min(columns, channel.legend?.columns ?? columns, names.length || 1),
          labelLimit: Math.max(120, room - 36),
        };
        rows = Math.max(rows, Math.ceil(names.length / channel.legend.columns));
      }
    });
    return rows;
  };

  // Printed area of A4 with the margins of the style that a chart has beside its words, in pixels.
  const paper = 680;
  const paperHeight = 820;

  // The parts of a chart that follow each other on paper: as many rows of panels as half a page holds,
  // since a picture taller than the page would shrink.
  const parts = specification => {
    if (!specification.concat) return [specification];
    const { spec } = fit(specification, paper, true);
    const { height } = spec.concat[0];
    const { fit: hints } = specification.usermeta;
    const usermeta = { fit: { ...hints, count: specification.concat.length } };
    // Half a page: what does not fit below a text leaves less of it empty.
    const rows = Math.max(1, Math.floor((paperHeight / 2 - 60) / (height + (spec.spacing?.row ?? 0))));
    const count = rows * spec.columns;
    const pieces = [];
    for (let start = 0; start < spec.concat.length; start += count) {
      const concat = specification.concat.slice(start, start + count);
      pieces.push({ ...specification, usermeta, concat });
    }
    return pieces;
  };

  // Text in lines of at most so many characters, between words.
  const broken = (text, length) => text.split(/\s+/).reduce((lines, word) => {
    const last = lines[lines.length - 1];
    if (lines.length === 0 || last.length + word.length >= length) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);

  // Breaks the name above a panel into lines as wide as the panel, so that it does not run into the next.
  // Returns the height of the lines that came in addition.
  const breakName = (panel, width) => {
    let height = 0;
    for (const layer of panel?.layer ?? []) {
      const text = layer.encoding?.text?.value;
      if (layer.mark?.type !== 'text' || layer.mark.fontWeight !== 600 || typeof text !== 'string') continue;
      const lines = broken(text, Math.max(12, Math.floor(width / 6.6)));
      if (lines.length < 2) continue;
      height = 15 * (lines.length - 1);
      layer.encoding.text.value = lines;
      layer.encoding.y.value -= height;
      layer.mark.lineHeight = 15;
    }
    return height;
  };

  // Sizes a specification for a width, by the hints it carries.
  const fit = (specification, width, onPaper = false) => {
    const spec = structuredClone(specification);
    const hints = spec.usermeta.fit;
    const config = structuredClone(theme);
    config.legend.columns = Math.max(1, Math.floor(width / 165));
    config.legend.layout = { top: { anchor: 'start', bounds: 'full', direction: 'vertical' } };
    let inner = width;
    if (hints.panel === undefined) {
      spec.width = Math.max(180, width);
      spec.height = onPaper ? Math.min(hints.height, paperHeight - 100) : hints.height;
      // Labels of rows must not be higher than their rows.
      const shrunk = spec.height / hints.height;
      if (shrunk < 1) {
        walk(spec, node => {
          if (node.axis?.labelFontSize) node.axis.labelFontSize *= Math.max(0.6, shrunk);
        });
      }
      spec.autosize = { type: 'fit-x', contains: 'padding' };
      // Slanted and centred labels of the last column end beyond the drawn area.
      spec.padding = { left: 2, top: 2, right: 10, bottom: 2 };
      walk(spec, node => {
        if (node.axis?.labelLimit > 0.4 * width) node.axis.labelLimit = Math.round(0.4 * width);
      });
    } else {
      const { spacing, margin } = hints;
      const gap = hints.sharesAxis ? spacing : margin + spacing;
      const room = width - margin - 4 + gap;
      // Paper takes more panels to a row, so that tall charts need not shrink to fit on a page.
      const least = onPaper ? 0.85 * hints.panel : hints.panel;
      // Panels fill the width; those of a part are as wide as those of the whole.
      const count = hints.count ?? spec.concat?.length ?? hints.columns;
      const columns = Math.max(
        1, Math.min(hints.columns, count, Math.floor((width + spacing) / (least + spacing))));
      inner = Math.max(120, Math.floor(room / columns - gap));
      const height = hints.aspect ? Math.round(hints.aspect * inner) : hints.height;
      let names = 0;
      for (const panel of spec.concat ?? [spec.spec]) {
        Object.assign(panel, { width: inner, height });
        names = Math.max(names, breakName(panel, inner));
      }
      if (names > 0 && spec.spacing) spec.spacing.row += names;
      spec.columns = columns;
    }
    // A legend below a panel is as wide as the panel, one above the chart as wide as the chart.
    let legendRows = 0;
    for (const panel of spec.concat ?? []) {
      let below = false;
      walk(panel, node => { below ||= node.legend?.orient === 'bottom'; });
      const rows = fitLegends(panel, below ? inner : width - 8);
      if (below) legendRows = Math.max(legendRows, rows);
    }
    // The space between rows of panels holds two rows of a legend.
    if (legendRows > 2 && spec.spacing) spec.spacing.row += 17 * (legendRows - 2);
    if (!spec.concat) {
      // The legend starts where the labels of the rows end.
      let labels = 40;
      walk(spec, node => { labels = Math.max(labels, node.axis?.labelLimit ?? 0); });
      fitLegends(spec, width - labels - 8);
    }
    return { spec, config };
  };

  const drawn = new Map();
  const draw = async (box, onPaper = false) => {
    const width = onPaper ? paper : Math.floor(box.clientWidth);
    if (width < 60 || drawn.get(box)?.width === width) return;
    const whole = specifications[box.dataset.chart];
    try {
      const stages = [];
      const results = await Promise.all((onPaper ? parts(whole) : [whole]).map(part => {
        const { spec, config } = fit(part, width, onPaper);
        stages.push(document.createElement('div'));
        return window.vegaEmbed(stages.at(-1), spec, {
          mode: 'vega-lite', renderer: 'svg', actions: false, config, defaultStyle: false,
          tooltip: { theme: 'custom' },
        });
      }));
      for (const view of drawn.get(box)?.views ?? []) view.finalize();
      drawn.set(box, { width, views: results.map(result => result.view) });
      box.replaceChildren(...stages);
    } catch (error) {
      const text = document.createElement('p');
      text.className = 'waiting';
      text.textContent = `This chart could not be drawn: ${error.message}`;
      box.replaceChildren(text);
      drawn.set(box, { width, views: [] });
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

  addEventListener('beforeprint', () => {
    turn += 1;
    for (const box of boxes) draw(box, true);
  });
  addEventListener('afterprint', () => { drawAll(); });

  // Saving. Pictures are drawn again in light colours on white, with their title.
  const light = read('light-colours');
  const slug = text => text.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const pageName = slug(document.title.replace(/ – Triskele$/, '')).slice(0, 48).replace(/-+$/, '');

  const picture = async (name, title) => {
    const { spec, config } = fit(specifications[name], 860);
    spec.title = { text: broken(title, 90), anchor: 'start', frame: 'group', fontSize: 16, offset: 16 };
    const text = JSON.stringify({ spec, config })
      .replace(/var\(--([a-z0-9-]+)\)/g, (whole, colour) => light[colour] ?? whole);
    const plain = JSON.parse(text);
    Object.assign(plain.config, {
      background: '#ffffff', padding: 14, font: 'Arial, Helvetica, sans-serif',
    });
    const { view } = await window.vegaEmbed(document.createElement('div'), plain.spec, {
      mode: 'vega-lite', renderer: 'svg', actions: false, config: plain.config,
    });
    return view;
  };

  // The rows that a chart draws: of every panel, without what only labels it.
  const datasets = specification => {
    const found = [];
    const visit = (node, panel) => {
      const mark = node.mark?.type ?? node.mark;
      const rows = node.data?.values;
      const name = node === specification ? null : node.description ?? panel;
      if (Array.isArray(rows) && rows.length > 0 && mark !== 'text') {
        found.push({ panel: name, rows });
        return;
      }
      for (const child of [...(node.concat ?? []), ...(node.layer ?? [])]) visit(child, name);
      if (node.spec) visit(node.spec, name);
    };
    visit(specification, null);
    return found;
  };

  const drawnFields = specification => {
    const titles = new Map();
    const note = (channel, isHint) => {
      if (!channel || typeof channel !== 'object' || channel.scale === null) return;
      const title = (isHint && channel.title) || '';
      if (!channel.field) return;
      const known = titles.get(channel.field);
      // Panels that give one field different meanings leave it its own name.
      const isOther = known && title && known !== title;
      titles.set(channel.field, isOther ? channel.field : known || title);
    };
    walk(specification, node => {
      for (const [name, channel] of Object.entries(node.encoding ?? {})) {
        if (name === 'order') continue;
        if (name === 'tooltip') for (const hint of [].concat(channel ?? [])) note(hint, true);
        else note(channel, false);
      }
      if (node.facet?.field) note(node.facet, false);
    });
    return titles;
  };

  const commaSeparated = name => {
    const specification = specifications[name];
    const sets = datasets(specification);
    const titles = drawnFields(specification);
    const keys = new Set();
    for (const { rows } of sets) for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
    const fields = [...keys].filter(key => titles.has(key) && !['tone', 'colour'].includes(key));
    const panels = sets.some(set => set.panel);
    const cell = value => {
      const text = value === null || value === undefined ? '' : String(value);
      return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const heads = fields.map(field => titles.get(field) || field.replaceAll('_', ' '));
    const unique = heads.map((head, place) =>
      heads.indexOf(head) === heads.lastIndexOf(head) ? head : `${head} (${fields[place]})`);
    const lines = [(panels ? ['panel', ...unique] : unique).map(cell).join(',')];
    for (const { panel, rows } of sets) {
      for (const row of rows) {
        const values = fields.map(field => cell(row[field]));
        lines.push((panels ? [cell(panel), ...values] : values).join(','));
      }
    }
    // The mark at the beginning makes Excel read UTF-8.
    return `\uFEFF${lines.join('\r\n')}\r\n`;
  };

  const save = async (figure, kind) => {
    const name = figure.id;
    let blob;
    if (kind === 'csv') {
      blob = new Blob([commaSeparated(name)], { type: 'text/csv;charset=utf-8' });
    } else {
      const view = await picture(name, figure.querySelector('h3').textContent);
      if (kind === 'svg') {
        blob = new Blob([await view.toSVG()], { type: 'image/svg+xml' });
      } else {
        const canvas = await view.toCanvas(2);
        blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
      }
      view.finalize();
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${[pageName, name].filter(Boolean).join('-')}.${kind}`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  for (const bar of document.querySelectorAll('.downloads')) {
    bar.hidden = false;
    for (const button of bar.querySelectorAll('button')) {
      button.addEventListener('click', async () => {
        button.disabled = true;
        try {
          await save(bar.closest('figure'), button.dataset.save);
        } catch (error) {
          const note = bar.querySelector('[role=status]') ?? document.createElement('span');
          note.setAttribute('role', 'status');
          note.textContent = `Could not be saved: ${error.message}`;
          bar.append(note);
        }
        button.disabled = false;
      });
    }
  }
  drawAll();
})();
