import { told, schoolYears } from './figures.js';
import { bars, columnPlot, element } from './plot.js';
import { SignIn, SignInFailed } from './sign-in.js';
import { language, words } from './words.js';

const YEARS = 3;
const CSV = 'text/csv';

/** What stands where: a section's figures, each with its breakdowns. */
const SECTIONS = [
  {
    name: 'exemptions',
    figures: [
      { figure: 'REQUESTS', by: ['OUTCOME', 'SCHOOL', 'MONTH', 'YEAR_GROUP'] },
      { figure: 'REVIEWS', by: ['TIMELINESS'] },
      { figure: 'SUSPENSIONS', by: [] },
      { figure: 'ENDINGS', by: ['CAUSE'] },
    ],
  },
  { name: 'incidents', figures: [{ figure: 'INCIDENTS', by: ['CATEGORY', 'SCHOOL', 'MONTH', 'YEAR_GROUP'] }] },
  { name: 'sanctions', figures: [{ figure: 'SANCTIONS', by: ['MEASURE', 'STEP', 'SCHOOL', 'MONTH', 'YEAR_GROUP'] }] },
  { name: 'messages', figures: [{ figure: 'MESSAGES', by: ['STATE', 'HOLDING', 'SCHOOL', 'MONTH'] }] },
];
const IN_ORDER = ['MONTH', 'YEAR_GROUP'];

const number = new Intl.NumberFormat(language);
const month = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });

const page = document.getElementById('page');
const status = document.getElementById('status');
const who = document.getElementById('who');

class Away extends Error {}

let signIn;
/** {board, boardName, names: Map, wide} of who is here. */
let here;
/** Nothing asked for is the present school year, and which that is the service says. */
const asked = { schoolYear: '', school: '' };

async function ask(path, accept = 'application/json') {
  const answer = await fetch(`/api/v1/boards/${encodeURIComponent(here.board)}${path}`, {
    headers: { Accept: accept, Authorization: `Bearer ${await signIn.token()}` },
  });
  if (answer.ok) {
    return answer;
  }
  throw answer.status === 401 ? new SignInFailed('ended') : new Away(answer.status === 403 ? 'forbidden' : 'away');
}

const query = () => {
  const wanted = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  return `/statistics?${wanted}`;
};

function welcome(problem) {
  who.replaceChildren();
  status.textContent = problem ? words.problems[problem] : '';
  const begin = element('button', { className: 'first', type: 'button', textContent: words.signIn, id: 'sign-in' });
  begin.addEventListener('click', () => signIn.begin());
  page.replaceChildren(
    element(
      'div',
      { className: 'welcome' },
      element('h1', { textContent: words.title }),
      element('p', { className: 'lead', textContent: words.welcome }),
      begin,
    ),
  );
}

/** Names are told to the board itself; a head sees the schools by their ids. */
async function whoIsHere() {
  const claims = await signIn.claims();
  here = { board: claims.board, boardName: claims.board, names: new Map(), wide: false };
  here.wide = (claims.realm_access?.roles ?? []).includes('board');
  if (here.wide) {
    const [board, schools] = await Promise.all(['', '/schools?limit=200'].map(asFarAsItGoes));
    here.boardName = board?.name ?? here.board;
    schools?.items?.forEach((school) => here.names.set(school.school, school.name));
  }
  const out = element('button', { type: 'button', textContent: words.signOut });
  out.addEventListener('click', () => signIn.end());
  who.replaceChildren(element('span', { textContent: here.boardName }), out);
}

/** What makes the page nicer but is not needed. */
async function asFarAsItGoes(path) {
  try {
    return await (await ask(path)).json();
  } catch (failure) {
    if (failure instanceof Away) {
      return undefined;
    }
    throw failure;
  }
}

const name = (school) => here.names.get(school) ?? school;

function choice(label, values, text, chosen, change) {
  const select = element('select', {});
  for (const value of values) {
    select.append(element('option', { value, textContent: text(value), selected: value === chosen }));
  }
  select.addEventListener('change', () => change(select.value));
  return element('label', {}, label, select);
}

let allSchools = [];
let allYears = [];

function choices(answer) {
  if (!asked.school) {
    allSchools = answer.schools.map((each) => each.school);
  }
  if (!asked.schoolYear) {
    asked.schoolYear = answer.schoolYear;
    allYears = schoolYears(answer.schoolYear, YEARS);
  }
  const download = element('button', { type: 'button', textContent: words.download });
  download.addEventListener('click', () => guarded(save));
  const made = [
    choice(words.schoolYear, allYears, String, asked.schoolYear, (year) => {
      asked.schoolYear = year;
      guarded(show);
    }),
  ];
  if (allSchools.length > 1) {
    made.push(
      choice(words.school, ['', ...allSchools], (id) => (id ? name(id) : words.allSchools), asked.school, (school) => {
        asked.school = school;
        guarded(show);
      }),
    );
  }
  return element('div', { className: 'choices' }, ...made, download);
}

async function save() {
  const file = URL.createObjectURL(await (await ask(query(), CSV)).blob());
  const school = asked.school ? `-${asked.school}` : '';
  element('a', { href: file, download: `tenzij-${here.board}${school}-${asked.schoolYear}.csv` }).click();
  URL.revokeObjectURL(file);
}

/** Of a single school it may be a neighbour that has too few. */
const few = (answer) => (asked.school || !here.wide ? words.fewOrNot : words.few)(answer.hiddenBelow);

function tile(answer, figure, { total }, sectors) {
  const value =
    total.count === null
      ? element('dd', { className: 'few', textContent: few(answer) })
      : element('dd', { textContent: number.format(total.count) });
  const title = sectors ? `${words.figures[figure]}, ${sectors.toLowerCase()}` : words.figures[figure];
  const made = element('dl', { className: 'tile' }, element('dt', { textContent: title }), value);
  if (total.medianDays !== undefined && total.medianDays !== null) {
    const days = words.days(total.medianDays);
    made.append(element('dd', { className: 'more', textContent: words.median[figure](days) }));
  }
  return made;
}

function label(by, key, sectors) {
  switch (by) {
    case 'SCHOOL':
      return name(key);
    case 'MONTH':
      return month.format(new Date(`${key}-01T00:00:00Z`));
    case 'YEAR_GROUP':
      return key === 'UNKNOWN' ? words.noYearGroup : words.yearGroup[sectors[0]](key);
    default:
      return words.keys[key];
  }
}

/** One bar or column: what it is of, in words. */
function row(by, keys, count, sectors, answer) {
  const labels = keys.map((key) => label(by, key, sectors));
  const text = count === null ? few(answer) : number.format(count);
  const shared = { count, text, together: keys.length > 1, span: keys.length };
  if (IN_ORDER.includes(by)) {
    const plain = keys.map((key) => (by === 'YEAR_GROUP' && key !== 'UNKNOWN' ? key : label(by, key, sectors)));
    const whole = keys.length > 1 ? `${labels[0]} – ${labels.at(-1)}` : labels[0];
    return { ...shared, label: whole, short: keys.length > 1 ? `${plain[0]} – ${plain.at(-1)}` : plain[0] };
  }
  const [first, ...others] = labels;
  return { ...shared, label: first, others };
}

function plot(answer, by, group, remark) {
  const parts =
    by === 'SCHOOL'
      ? group.schools.map((each) => ({ keys: each.schools, count: each.count }))
      : group.parts(by);
  if (parts.length === 0) {
    return undefined;
  }
  const rows = parts.map((part) => row(by, part.keys, part.count, group.sectors, answer));
  const draw = IN_ORDER.includes(by) ? columnPlot : bars;
  return draw({ title: words.by[by], remark, rows, words });
}

/** Sectors are told apart where there is enough of each; their names are said only where there are several. */
function sectorsOf(answer, group) {
  const all = new Set(answer.schools.map((each) => each.sector));
  return group.sectors.length < all.size ? group.sectors.map((each) => words.sectors[each]).join(', ') : '';
}

function section(answer, { name: title, figures }) {
  const tiles = [];
  const plots = new Map();
  for (const { figure, by } of figures) {
    for (const group of told(answer, figure)) {
      const sectors = sectorsOf(answer, group);
      tiles.push(tile(answer, figure, group, sectors));
      const drawn = by.map((each) => plot(answer, each, group, figures.length > 1 ? words.figures[figure] : ''));
      plots.set(sectors, [...(plots.get(sectors) ?? []), ...drawn.filter(Boolean)]);
    }
  }
  const made = element('section', {}, element('h2', { textContent: words.sections[title] }));
  made.append(element('div', { className: 'tiles' }, ...tiles));
  for (const [sectors, drawn] of plots) {
    if (sectors && drawn.length) {
      made.append(element('h3', { className: 'sectors', textContent: sectors }));
    }
    if (drawn.length) {
      made.append(element('div', { className: 'plots' }, ...drawn));
    }
  }
  if (![...plots.values()].some((drawn) => drawn.length)) {
    made.append(element('p', { className: 'nothing', textContent: words.nothing }));
  }
  return made;
}

async function show() {
  status.textContent = words.loading;
  const answer = await (await ask(query())).json();
  const title = here.wide ? words.title : words.headTitle;
  page.replaceChildren(
    element('h1', { textContent: title }),
    element('p', { className: 'lead', textContent: words.asOf(moment.format(new Date(answer.asOf))) }),
    choices(answer),
    element('p', { className: 'note', textContent: words.hidden(answer.hiddenBelow) }),
    ...(answer.schools.length
      ? SECTIONS.map((each) => section(answer, each))
      : [element('p', { className: 'nothing', textContent: words.noSchools })]),
  );
  status.textContent = '';
  document.title = `${title} · Tenzij`;
}

/** Whatever fails is said on the page, in words for who looks at it. */
async function guarded(work) {
  try {
    await work();
  } catch (failure) {
    if (failure instanceof SignInFailed) {
      welcome(failure.message);
    } else if (failure instanceof Away) {
      status.textContent = words.problems[failure.message];
    } else {
      status.textContent = failure instanceof TypeError ? words.problems.away : words.problems.unknown;
      throw failure;
    }
  }
}

document.documentElement.lang = language;
document.title = `${words.title} · Tenzij`;
await guarded(async () => {
  signIn = new SignIn(await (await fetch('/board/settings.json')).json());
  if (await signIn.finish()) {
    await whoIsHere();
    await show();
  } else {
    welcome();
  }
});
