import { htmlReply, type Reply } from '../http/types';

const style = `
:root { color-scheme: light; --ink:#1d2433; --soft:#5b6478; --line:#e3e7ef; --mark:#0a7d5a; }
body { margin:0; background:#f4f6fa; color:var(--ink); font:16px/1.5 system-ui, "DejaVu Sans", sans-serif; }
main { max-width:60rem; margin:0 auto; padding:1.5rem; }
.contact { background:#fff; border:1px solid var(--line); border-radius:12px; padding:1rem 1.2rem; margin-bottom:1rem; }
.who { font-weight:650; font-size:1.1rem; } .soft { color:var(--soft); font-size:.9rem; }
.tag { display:inline-block; background:#e4f4ee; color:var(--mark); border-radius:99px; padding:0 .7rem; margin:.2rem .3rem .2rem 0; font-size:.85rem; }
table { border-collapse:collapse; width:100%; margin-top:.5rem; font-size:.92rem; }
td, th { text-align:left; border-bottom:1px solid var(--line); padding:.25rem .5rem; vertical-align:top; overflow-wrap:anywhere; }
th { width:40%; font-weight:500; color:var(--soft); }
`;

/** Texts go in as text nodes, never as markup. */
const script = `
const make = (name, text, className) => {
	const element = document.createElement(name);
	if (text !== undefined) element.textContent = text;
	if (className) element.className = className;
	return element;
};
const row = (name, value) => {
	const line = make('tr');
	line.append(make('th', name), make('td', String(value)));
	return line;
};
function card(contact) {
	const box = make('article', undefined, 'contact');
	box.dataset.email = contact.email;
	box.append(make('div', contact.name || contact.email, 'who'));
	box.append(make('div', contact.email + ' · ' + contact.contactId, 'soft'));
	box.append(make('div', (contact.optedOut ? 'opted out' : 'opted in') + ' · owner ' + contact.owner + ' · ' + contact.history.join(', '), 'soft'));
	for (const tag of contact.tags) box.append(make('span', tag, 'tag'));
	const table = make('table');
	table.append(make('caption', 'Custom details', 'soft'));
	for (const [name, value] of Object.entries(contact.properties)) table.append(row(name, value));
	for (const note of contact.notes) table.append(row('Note', note));
	for (const event of contact.events) table.append(row('Event ' + event.contactExtEventType, event.description ?? ''));
	box.append(table);
	return box;
}
let seen = '';
async function refresh() {
	try {
		const text = await (await fetch('/sandbox/state')).text();
		if (text !== seen) {
			seen = text;
			document.getElementById('contacts').replaceChildren(...JSON.parse(text).contacts.reverse().map(card));
		}
	} finally {
		setTimeout(refresh, 1000);
	}
}
refresh();
`;

/** `GET /contacts`: CRM → Contacts as the sandbox holds them, refreshed every second. */
export const contactsPage = (): Reply =>
	htmlReply(
		200,
		`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Contacts</title><link rel="icon" href="data:,">
<style>${style}</style></head><body><main><h1>CRM → Contacts</h1><div id="contacts"></div></main><script>${script}</script></body></html>`,
	);
