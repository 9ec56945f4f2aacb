import type { IExecuteFunctions } from 'n8n-workflow';
import { readMappingRows } from '../../../nodes/shared/n8n/mappingRows';
import { parameter } from '../../written';

const RENDERING = { now: 0, timeZone: 'UTC', random: () => 0 };

/** What rows come to for the items of a run. */
function applied(
	rows: unknown[],
	items: object[] = [{}],
	...more: [targetOf?: (value: string, mode?: string) => string]
) {
	const context = parameter<IExecuteFunctions>({
		getInputData: () => items.map((json) => ({ json })),
		getNodeParameter: (_name: string, _index: number, fallback: unknown) =>
			rows.length > 0 ? { row: rows } : fallback,
	});
	const mappingFor = readMappingRows(context, 'fields', ...more);
	return items.map((_item, index) => {
		const mapping = mappingFor(index);
		return { problems: mapping.problems, fields: mapping.apply(RENDERING).fields };
	});
}
const row = (more: object = {}) => ({ target: 'plan', source: 'gold', ...more });

describe('mapping rows, read', () => {
	it('without rows there is nothing to write', () => {
		expect(applied([])).toEqual([{ problems: [], fields: [] }]);
	});

	it.each([
		[undefined, 'set'],
		['always', 'set'],
		['append', 'set'],
	])('the policy %s is known', (policy, action) => {
		const [{ problems, fields }] = applied([row(policy === undefined ? {} : { policy })]);
		expect(problems).toEqual([]);
		expect(fields).toMatchObject([{ target: 'plan', value: 'gold', action }]);
	});

	it('a policy that nobody knows must not overwrite', () => {
		const [{ problems, fields }] = applied([row({ policy: 'sometimes' })]);
		expect(problems.join()).toContain('it names a policy that does not exist');
		expect(fields.filter(({ action }) => action !== 'leave')).toEqual([]);
	});

	it.each([
		[undefined, 'leave'],
		['leave', 'leave'],
		['clear', 'clear'],
	])('when its source is empty (%s): %s', (whenEmpty, action) => {
		const [{ fields }] = applied([row({ source: '', ...(whenEmpty && { whenEmpty }) })]);
		expect(fields).toMatchObject([{ action }]);
	});

	it('targets and sources from expressions differ from item to item', () => {
		const rows = [{ target: '={{ $json.to }}', source: 'is {{ $json.value }}' }];
		const items = [
			{ to: 'a', value: 1 },
			{ to: 'b', value: 2 },
			{ to: 'a', value: 3 },
		];
		const filled = applied([{ ...rows[0], source: `=${rows[0].source}` }], items);
		expect(filled.map(({ fields: [{ target, value }] }) => [target, value])).toEqual([
			['a', 'is 1'],
			['b', 'is 2'],
			['a', 'is 3'],
		]);
	});

	it('what a target means may depend on how it was chosen', () => {
		const target = { __rl: true, mode: 'id', value: 'x' };
		const [{ fields }] = applied([row({ target })], [{}], (value, mode) => `${mode}:${value}`);
		expect(fields[0].target).toBe('id:x');
		const [plain] = applied([row()], [{}], (value, mode) => `${mode}:${value}`);
		expect(plain.fields[0].target).toBe('undefined:plan');
	});
});
