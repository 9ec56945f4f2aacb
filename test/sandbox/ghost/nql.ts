import { refuse } from './errors';

/** As much of NQL as is needed: `field:'value'` and `field:['a','b']`. Source: contracts/ghost.md 4.3 and 4.4. */
const STRING = String.raw`'(?:\\['"]|[^'"])+?'`;
const FILTER = new RegExp(
	String.raw`^([a-z_]+):(?:\[(${STRING}(?:,${STRING})*)\]|(${STRING}|[a-z]+))$`,
	's',
);

export function readFilter(filter: string, list: string): { field: string; values: string[] } {
	const [, field, many, one] = FILTER.exec(filter) ?? [];
	if (field === undefined)
		throw refuse(400, `Request not understood error, cannot list ${list}.`, {
			context: 'Error parsing filter',
		});
	const texts =
		(many ?? one).match(new RegExp((many ?? one.startsWith("'")) ? STRING : '.+', 'gs')) ?? [];
	const values = texts.map((text) =>
		text.startsWith("'") ? text.slice(1, -1).replace(/\\(['"])/g, '$1') : text,
	);
	return { field, values };
}
