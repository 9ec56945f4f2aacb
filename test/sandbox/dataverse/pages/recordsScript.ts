/** Runs in the browser. Everything that came from outside enters the page as text, never as markup. */
export const recordsScript = `
'use strict';
const freshFor = 15000;
const hidden = new Set(['createdby', 'modifiedby', 'ownerid', 'createdon', 'statecode', 'statuscode', 'versionnumber', 'fullname']);
let chosen = new URLSearchParams(location.search).get('table') || 'contact';
const el = (tag, options, ...children) => {
	const node = document.createElement(tag);
	Object.assign(node, options);
	node.append(...children);
	return node;
};
const text = (value) => value === null || value === undefined || value === '' ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);
const clock = (at) => new Date(at).toISOString().slice(11, 19);
const fill = (id, nodes, empty) => document.getElementById(id).replaceChildren(...(nodes.length ? nodes : [el('p', { className: 'empty', textContent: empty })]));

function changeLines(change, now) {
	return Object.entries(change.columns).map(([name, { before, after }]) => el('li', { className: now - change.at < freshFor ? 'fresh' : '' },
		el('span', { className: 'soft', textContent: clock(change.at) + ' ' + name + ': ' }),
		el('span', { className: 'before', textContent: text(before) }), ' → ',
		el('span', { className: 'after', textContent: text(after) })));
}
function record(item, table, changes, now) {
	const id = item[table.primaryId];
	const mine = changes.filter((change) => change.id === id && change.table === table.name);
	const list = el('dl', {});
	for (const [name, value] of Object.entries(item)) {
		if (hidden.has(name) || name === table.primaryId || name === table.primaryName) continue;
		list.append(el('dt', { textContent: name }), el('dd', { textContent: text(value) }));
	}
	const fresh = mine.some((change) => now - change.at < freshFor);
	const node = el('article', { className: 'record' + (fresh ? ' fresh' : '') },
		el('div', { className: 'row' }, el('span', { className: 'who', textContent: text(item[table.primaryName]) }), el('code', { className: 'small soft', textContent: id })), list);
	node.dataset.recordId = id;
	const lines = mine.slice(-3).reverse().flatMap((change) => changeLines(change, now)).slice(0, 8);
	if (lines.length) node.append(el('ul', { className: 'changes' }, ...lines));
	return node;
}
function table(heads, rows) {
	const body = el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell instanceof Node ? cell : text(cell))))));
	return el('table', {}, el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { textContent: head })))), body);
}
const rowsOf = (id, heads, rows, empty) => fill(id, rows.length ? [table(heads, rows)] : [], empty);

function show(state) {
	const now = Date.parse(state.now);
	const withRecords = state.tables.filter((one) => one.records);
	const current = withRecords.find((one) => one.name === chosen) || withRecords[0];
	document.getElementById('summary').textContent = state.environment + ': ' + state.tables.length + ' tables, ' +
		state.requestCount + ' requests and ' + state.operationCount + ' operations so far.';
	document.getElementById('tables').replaceChildren(...withRecords.map((one) => {
		const button = el('button', { type: 'button', textContent: one.label + ' (' + one.count + ')' });
		button.dataset.table = one.name;
		button.setAttribute('aria-pressed', String(one === current));
		button.addEventListener('click', () => { chosen = one.name; show(state); });
		return button;
	}));
	document.getElementById('title').textContent = current.label + ': ' + current.count + (current.count > current.records.length ? ', the last ' + current.records.length + ' written' : '');
	fill('records', current.records.map((item) => record(item, current, state.changes, now)), 'There is none yet.');
	rowsOf('changes', ['Time', 'What', 'Columns', 'By'], state.changes.slice(-15).reverse().map((one) => [clock(one.at),
		el('span', { className: 'pill ' + one.kind, textContent: one.kind + ' ' + one.table }), Object.keys(one.columns).join(', '), one.by]), 'None yet.');
	rowsOf('keys', ['Key', 'Columns', 'Status'], current.keys.map((key) => [key.schemaName, key.columns.join(' + '), key.status]), 'None.');
	rowsOf('all', ['Table', 'Set', 'Records'], state.tables.filter((one) => one.count > 0).map((one) => [one.label || one.name, one.setName, one.count]), 'None.');
	rowsOf('operations', ['Time', 'Status', 'Operation'], state.operations.slice(-15).reverse().map((one) => [clock(one.at), one.status || 'no answer',
		one.method + ' ' + decodeURIComponent(one.path.replace(/%(?![0-9a-f]{2})/gi, '%25')).replace('/api/data/v9.2', '')]), 'None yet.');
}
async function refresh() {
	const live = document.getElementById('live');
	try {
		const answer = await fetch('/sandbox/state', { cache: 'no-store' });
		const body = await answer.text();
		show(JSON.parse(body));
		live.className = 'small soft';
		live.textContent = 'live';
	} catch {
		live.className = 'small soft lost';
		live.textContent = 'connection lost';
	}
	setTimeout(refresh, 1000);
}
refresh();
`;
