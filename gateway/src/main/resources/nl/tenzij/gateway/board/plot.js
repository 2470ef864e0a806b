// Bars and columns. A bar plot is a table whose cells hold bars; columns have a table behind them.

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 190;
const TOP = 22;
const BOTTOM = 24;
const FOLDED = 3;

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const most = (rows) => Math.max(1, ...rows.map((row) => row.count));

function bar(row, longest) {
  return shape(
    'svg',
    { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    shape('rect', {
      class: row.together ? 'bar together' : 'bar',
      width: (row.count / longest) * 100,
      height: 10,
    }),
  );
}

function caption(title, remark) {
  const said = [element('strong', { textContent: title })];
  if (remark) {
    said.push(element('p', { textContent: remark }));
  }
  return element('figcaption', {}, ...said);
}

/** What else a bar stands for; behind a fold where that is much. */
function together(others, words) {
  const list = new Intl.ListFormat(document.documentElement.lang).format(others);
  return others.length > FOLDED
    ? element(
        'details',
        { className: 'others' },
        element('summary', { textContent: words.togetherMany(others.length) }),
        list,
      )
    : element('span', { className: 'others', textContent: words.together(list) });
}

/**
 * @param rows [{label, others, count, text, together}]; others: what is taken together with it
 */
export function bars({ title, remark, rows, words }) {
  const longest = most(rows);
  const body = rows.map((row) => {
    const label = element('th', { scope: 'row', textContent: row.label });
    if (row.others.length) {
      label.append(' ', together(row.others, words));
    }
    return element(
      'tr',
      {},
      label,
      element('td', {}, bar(row, longest)),
      element('td', { className: 'count', textContent: row.text }),
    );
  });
  const head = element(
    'thead',
    { className: 'unseen' },
    element(
      'tr',
      {},
      element('th', { scope: 'col', textContent: words.what }),
      element('td'),
      element('th', { scope: 'col', textContent: words.count }),
    ),
  );
  return element(
    'figure',
    { className: 'plot' },
    caption(title, remark),
    element('table', { className: 'bars' }, head, element('tbody', {}, ...body)),
  );
}

/**
 * Columns side by side. One that stands for several keys is as wide as they are, and as much lower: what is seen is its
 * area.
 */
function columns(title, rows, width) {
  const places = rows.reduce((sum, row) => sum + row.span, 0);
  const step = width / places;
  const highest = Math.max(1, ...rows.map((row) => row.count / row.span));
  const base = HEIGHT - BOTTOM;
  const drawn = [shape('line', { x1: 0, x2: width, y1: base, y2: base })];
  let at = 0;
  for (const row of rows) {
    const wide = row.span * step;
    const high = (row.count / row.span / highest) * (base - TOP);
    drawn.push(
      shape('rect', {
        class: row.together ? 'bar together' : 'bar',
        x: at + Math.min(4, step / 8),
        y: base - high,
        width: wide - 2 * Math.min(4, step / 8),
        height: high,
        rx: 2,
      }),
      shape('text', { x: at + wide / 2, y: base - high - 6 }, row.text),
      shape('text', { class: 'key', x: at + wide / 2, y: HEIGHT - 6 }, row.short),
    );
    at += wide;
  }
  return shape(
    'svg',
    {
      class: 'columns',
      viewBox: `0 0 ${width} ${HEIGHT}`,
      height: HEIGHT,
      role: 'img',
      'aria-label': `${title}: ${rows.map((row) => `${row.label} ${row.text}`).join('; ')}`,
    },
    ...drawn,
  );
}

/**
 * @param rows [{label, short, span, count, text, together}] in the order of time or of years
 */
export function columnPlot({ title, remark, rows, words }) {
  const place = element('div');
  const table = element(
    'table',
    {},
    element('caption', { className: 'unseen', textContent: title }),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col', textContent: words.what }),
        element('th', { scope: 'col', className: 'count', textContent: words.count }),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map((row) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row', textContent: row.label }),
          element('td', { className: 'count', textContent: row.text }),
        ),
      ),
    ),
  );
  const made = element(
    'figure',
    { className: 'plot' },
    caption(title, remark),
    place,
    element('details', {}, element('summary', { textContent: words.asTable }), table),
  );
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.floor(place.clientWidth);
    if (width > 0 && width !== drawn) {
      drawn = width;
      place.replaceChildren(columns(title, rows, width));
    }
  }).observe(place);
  return made;
}
