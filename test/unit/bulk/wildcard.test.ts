import {
	compilePlan,
	createUploadFile,
	fieldId,
	parseHeader,
	RULES,
	storedFields,
	type BulkField,
} from '../../../nodes/shared/bulk';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { run } from './runs';

const LISTED: BulkField = { name: 'City', id: 'city', type: { kind: 'text' } };
const ANY: BulkField = {
	name: '',
	id: 'flag:',
	type: { kind: 'boolean' },
	isConsent: true,
	isWildcard: true,
};

describe('a field that stands for every name that is not listed', () => {
	const header = parseHeader(['Key', '[old] City', '[new] City', '[old]News', '[new]News']);
	const settings = { rules: RULES.secutixSam, consents: 'allow' } as const;

	it('takes the column, under its name and with its type', () => {
		const plan = compilePlan(header, [LISTED, ANY], settings);
		expect(plan.problems).toEqual([]);
		expect(plan.fields.map(({ field }) => [field.name, fieldId(field), field.type.kind])).toEqual([
			['City', 'city', 'text'],
			['News', 'flag:News', 'boolean'],
		]);
	});

	it('is kept where values are read as stored', () => {
		const plan = compilePlan(header, storedFields([LISTED, ANY]), settings);
		expect(plan.fields[1].field).toMatchObject({ id: 'flag:News', isConsent: true });
	});

	it('without it, such a column is a problem of the header', () => {
		const [problem] = compilePlan(header, [LISTED], settings).problems;
		expect(problem).toMatchObject({ isError: true, column: 5 });
	});

	it('the upload file spells its columns as the file did', async () => {
		const target = new MemoryBulkTarget({ a: { 'flag:News': false } });
		const file = 'Key,[old]News,[new]News\na,F,T\n';
		const { rows } = await run(file, target, { ...settings, fields: [ANY] });
		const upload = createUploadFile({
			header: parseHeader(['Key', '[old]News', '[new]News']),
			fields: rows[0].changes.map(({ field }) => field),
			rules: RULES.secutixSam,
		});
		expect(upload.start + upload.row(rows[0])).toBe('Key,[old]News,[new]News\r\na,FALSE,TRUE\r\n');
	});
});
