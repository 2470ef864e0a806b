// From the list of figures to what a page shows. Knows nothing of pages.

const same = (one, other) => one.length === other.length && one.every((each, place) => each === other[place]);

/**
 * What is told of one figure, per group of sectors that is told apart: the total, schools, and parts. Who may see some
 * of the board's schools is told no total of them: then its count is null, and there are no parts.
 *
 * @param answer of /api/v1/boards/{board}/statistics
 * @return [{sectors, total, schools: [], parts(by): []}]; each part {keys, schools, count}
 */
export function told(answer, figure) {
  const all = answer.figures.filter((each) => each.figure === figure);
  const groups = [];
  for (const each of all) {
    if (!groups.some((group) => same(group.sectors, each.sectors))) {
      groups.push({ sectors: each.sectors });
    }
  }
  return groups.map(({ sectors }) => {
    const within = all.filter((each) => same(each.sectors, sectors));
    const totals = within.filter((each) => each.by == null);
    const most = Math.max(...totals.map((each) => each.schools.length));
    const widest = totals.find((each) => each.schools.length === most);
    const schools = [...new Set(totals.flatMap((each) => each.schools))];
    const total = schools.length === most ? widest : { ...widest, schools, count: null, medianDays: null };
    return {
      sectors,
      total,
      schools: totals.filter((each) => each !== total),
      parts: (by) => within.filter((each) => each.by === by && same(each.schools, total.schools)),
    };
  });
}

/** A school year and the ones before it. */
export function schoolYears(last, count) {
  const first = Number(last.split('-')[0]);
  return Array.from({ length: count }, (_, back) => `${first - back}-${first - back + 1}`);
}
