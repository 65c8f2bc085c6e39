// The rendered YAML of an object, unified or side by side.

/** As many equal lines as these beside a change are shown; a longer run is behind a button. */
const CONTEXT = 4;

const view = { sideBySide: false };

/** @param {string} text lines behind `-`, `+` or a blank; `@` and a number for equal lines that the page does not have */
function lineTable(text) {
  const lines = text.split('\n').map((line) => ({ sign: line[0] ?? ' ', text: line.slice(1) }));
  const body = make('tbody');
  for (const run of runsOf(lines)) {
    if (run.sign === '=') body.append(...equalRows(run.lines, run.first, run.last));
    else if (run.sign === '@') body.append(gapRow(`${run.lines[0].text} equal lines are not in this page`));
    else body.append(...changedRows(run.lines));
  }
  return make(
    `div.diff${view.sideBySide ? '.side' : ''}`,
    { tabindex: 0, role: 'region', 'aria-label': 'YAML' },
    make('table', {}, body),
  );
}

/** Lines that are equal, and lines that change, one after the other. */
function runsOf(lines) {
  const runs = [];
  for (const line of lines) {
    const sign = line.sign === ' ' ? '=' : line.sign === '@' ? '@' : '±';
    const last = runs.at(-1);
    if (last && last.sign === sign && sign !== '@') last.lines.push(line);
    else runs.push({ sign, lines: [line], first: runs.length === 0, last: false });
  }
  if (runs.length > 0) runs.at(-1).last = true;
  return runs;
}

function equalRows(lines, first, last) {
  const before = first ? 0 : CONTEXT;
  const after = last ? 0 : CONTEXT;
  const alone = first && last;
  if (alone || lines.length <= before + after + 2) return lines.map(equalRow);
  const hidden = lines.slice(before, lines.length - after);
  const gap = gapRow(`… ${hidden.length} equal lines`, () => gap.replaceWith(...hidden.map(equalRow)));
  return [...lines.slice(0, before).map(equalRow), gap, ...(after === 0 ? [] : lines.slice(-after)).map(equalRow)];
}

function gapRow(text, open) {
  const columns = view.sideBySide ? 2 : 1;
  return make('tr', {}, make('td.equal', { colspan: columns }, make('button', { click: open, disabled: !open }, text)));
}

function equalRow({ text }) {
  return view.sideBySide
    ? make('tr', {}, make('td', {}, text), make('td', {}, text))
    : make('tr', {}, make('td', {}, `  ${text}`));
}

function changedRows(lines) {
  const [removed, added] = ['-', '+'].map((one) => lines.filter(({ sign }) => sign === one));
  if (!view.sideBySide)
    return [
      ...removed.map(({ text }) => make('tr', {}, make('td.removed', {}, `- ${text}`))),
      ...added.map(({ text }) => make('tr', {}, make('td.added', {}, `+ ${text}`))),
    ];
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, at) =>
    make('tr', {}, cell('removed', removed[at]), cell('added', added[at])),
  );
}

function cell(kind, line) {
  return line ? make(`td.${kind}`, {}, line.text) : make('td');
}
