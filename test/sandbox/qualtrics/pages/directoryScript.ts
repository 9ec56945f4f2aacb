/** Runs in the browser. Everything that came from outside enters the page as text, never as markup. */
export const directoryScript = `
'use strict';
const freshFor = 15000;
const el = (tag, options, ...children) => {
	const node = document.createElement(tag);
	Object.assign(node, options);
	node.append(...children);
	return node;
};
const text = (value) => value === null || value === undefined || value === '' ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);
const count = (number, noun) => number + ' ' + noun + (number === 1 ? '' : 's');
const clock = (at) => new Date(at).toISOString().slice(11, 19);
const fill = (id, nodes, empty) => document.getElementById(id).replaceChildren(...(nodes.length ? nodes : [el('p', { className: 'empty', textContent: empty })]));
const pill = (label, isOut) => el('span', { className: 'pill ' + (isOut ? 'out' : 'in'), textContent: label + (isOut ? ': opted out' : ': opted in') });

function contact(item, now) {
	const name = [item.firstName, item.lastName].filter(Boolean).join(' ') || item.email || item.extRef || item.contactId;
	const facts = { 'E-mail': item.email, Phone: item.phone, 'External reference': item.extRef, Language: item.language, ...item.embeddedData };
	const list = el('dl', {});
	for (const [label, value] of Object.entries(facts)) {
		if (value === null || value === undefined) continue;
		list.append(el('dt', { textContent: label }), el('dd', { textContent: text(value) }));
	}
	const pills = [pill('Directory', item.directoryUnsubscribed), ...Object.values(item.mailingListMembership).map((list) => pill(list.name, list.unsubscribed))];
	const changes = item.changes.slice(-8).reverse().map((change) => el('li', { className: now - change.at < freshFor ? 'fresh' : '' },
		el('span', { className: 'soft', textContent: clock(change.at) + ' ' + change.field + ': ' }),
		el('span', { className: 'before', textContent: text(change.before) }), ' → ',
		el('span', { className: 'after', textContent: text(change.after) })));
	const node = el('article', { className: 'contact' + (now - item.lastModified < freshFor ? ' fresh' : '') },
		el('div', { className: 'row' }, el('span', { className: 'who', textContent: name }), el('code', { className: 'small soft', textContent: item.contactId }), ...pills), list);
	node.dataset.contactId = item.contactId;
	if (changes.length) node.append(el('ul', { className: 'changes' }, ...changes));
	return node;
}
function table(heads, rows) {
	const body = el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', { textContent: text(cell) })))));
	return el('table', {}, el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { textContent: head })))), body);
}
const rowsOf = (id, heads, rows, empty) => fill(id, rows.length ? [table(heads, rows)] : [], empty);

function show(state) {
	const now = Date.parse(state.now);
	const directory = state.directories[0];
	document.getElementById('summary').textContent = directory.name + ' (' + directory.directoryId + '): ' + count(directory.contactCount, 'contact') + ', ' +
		count(directory.transactionCount, 'transaction') + ', ' + count(state.requestCount, 'request') + ' so far. Merged by ' + (directory.rules.map((rule) => rule.join(' + ')).join(', then ') || 'nothing') + '.';
	fill('contacts', directory.contacts.map((item) => contact(item, now)), 'Nobody is here yet.');
	rowsOf('lists', ['Name', 'Contacts', 'Id'], directory.mailingLists.map((list) => [list.name, list.contactCount, list.mailingListId]), 'No mailing list.');
	rowsOf('transactions', ['Date', 'Contact', 'Data'], directory.transactions.slice(-10).reverse().map((one) => [one.transactionDate, one.contactId, one.data]), 'None yet.');
	rowsOf('responses', ['Recorded', 'Response', 'Survey'], state.responses.slice(-10).reverse().map((one) => [clock(one.recordedDate), one.responseId, one.surveyId]), 'None yet.');
	rowsOf('subscriptions', ['Calls', 'Topic and address'], state.subscriptions.map((one) => [one.successfulCalls, one.topics + ' → ' + one.publicationUrl]), 'Nobody listens.');
	rowsOf('requests', ['Time', 'Status', 'Request'], state.requests.slice(-15).reverse().map((one) => [clock(one.at), one.status || 'no answer', one.method + ' ' + one.path.replace('/API/v3', '')]), 'None yet.');
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
