import { whyNameless } from '../../../nodes/shared/records/nameless';
import type { MatchField } from '../../../nodes/shared/records';

const email: MatchField = { field: 'email', kind: 'email' };
const phone: MatchField = { field: 'phone', kind: 'phone' };

describe('what a model writes where it has nothing to say', () => {
	it.each([
		...['', ' ', 'null', 'NULL', 'undefined', 'none', 'nil', 'NaN', 'n/a', 'N/A', 'na', 'unknown'],
		...['empty', '-', '?', 'not provided', 'Not available', '[object Object]', null, undefined],
	])('%j is nothing', (said) => {
		expect(whyNameless({ values: { email: said }, fromModel: [] }, { match: [email] })).toBe(
			'"email" says whom this is about, and is empty',
		);
	});

	it.each(['ada@example.com', 'Null Island', 'Nancy', 'none of these', 0, false])(
		'%j is something',
		(said) => {
			const values = { email: said };
			expect(whyNameless({ values, fromModel: [] }, { match: [email] })).toBeUndefined();
		},
	);
});

describe('a record without a name', () => {
	const both = { match: [email, phone] };
	const byRules = { match: [], identifiers: ['email', 'phone'] };
	const nothing = { match: [] };

	it.each([
		['each match field says something', both, { email: 'a', phone: '1' }, [], undefined],
		['one does not', both, { email: 'a', phone: '' }, [], /^"phone" says whom/],
		['one is not there', both, { phone: '1' }, [], /^"email" says whom/],
		['none does', both, { email: 'null' }, [], /^"email", "phone" says whom/],
		['one identifier is enough', byRules, { email: '', phone: '1' }, ['email'], undefined],
		['no identifier', byRules, { email: '', name: 'Ada' }, [], /^None of "email", "phone" has/],
		['all that the model gives is there', nothing, { name: 'Ada' }, ['name'], undefined],
		['the model left one out', nothing, { name: 'Ada', city: '?' }, ['city'], /^"city" is empty/],
		['only fixed values, one of them empty', nothing, { name: 'Ada', city: '' }, [], undefined],
		['only fixed values, all empty', nothing, { name: '', city: '-' }, [], 'Every field is empty'],
	])('%s', (_name, destination, values, fromModel, wanted) => {
		const why = whyNameless({ values, fromModel }, destination);
		if (wanted instanceof RegExp) expect(why).toMatch(wanted);
		else expect(why).toBe(wanted);
	});
});
