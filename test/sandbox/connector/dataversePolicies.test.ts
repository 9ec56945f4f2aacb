import type { WritePolicy } from '../../../nodes/shared/mapping';
import { startDataverseSandbox, type DataverseSandbox } from '../dataverse';
import { connectDataverse } from './dataverseEnvironment';
import { statuses, upsertRows } from './dataverseUpsert';

let sandbox: DataverseSandbox;
beforeEach(async () => {
	sandbox = await startDataverseSandbox();
});
afterEach(async () => await sandbox.close());

const ADDRESS = 'ada@example.com';
const ada = () => sandbox.control.findRecords('contact')[0];
const write = async (values: Record<string, unknown>, policies: Record<string, WritePolicy>) =>
	await upsertRows(connectDataverse(sandbox), [{ emailaddress1: ADDRESS, ...values }], {
		policies,
	});

describe('SP02 appending to columns', () => {
	const append = { new_interests: 'append', description: 'append', lastname: 'append' } as const;

	it('choices get what they lack, a text of several lines new lines, a name nothing', async () => {
		sandbox.control.addRecord('contact', {
			emailaddress1: ADDRESS,
			lastname: 'Lovelace',
			new_interests: '100000003,100000001',
			description: 'Visited in May',
		});
		const values = {
			new_interests: 'Garden; Music',
			description: 'visited in may\nLiked it',
			lastname: 'Byron',
		};
		const { outcomes } = await write(values, append);
		expect(outcomes[0].warnings).toEqual([
			expect.stringMatching(/^lastname: not written: .*lastname.*choose another policy/),
		]);
		expect(ada()).toMatchObject({
			lastname: 'Lovelace',
			description: 'Visited in May\nLiked it',
		});
		expect(String(ada().new_interests).split(',').sort()).toEqual([
			'100000000',
			'100000001',
			'100000003',
		]);
		const again = await write(values, append);
		expect(statuses(again)).toEqual(['unchanged']);
	});

	it('SP05 a new contact gets what two items append', async () => {
		const rows = ['Garden', 'Music'].map((new_interests) => ({
			emailaddress1: ADDRESS,
			new_interests,
		}));
		await upsertRows(connectDataverse(sandbox), rows, { policies: append });
		expect(ada().new_interests).toBe('100000000,100000003');
	});
});

describe('SP04 columns that hold a consent', () => {
	const consent = { donotemail: 'neverLowerConsent', new_newsletter: 'neverLowerConsent' } as const;

	it.each([
		[true, 'Allow', true],
		[true, 'Do Not Allow', true],
		[false, 'Do Not Allow', true],
	])(
		'donotemail %j is the opt-out where it is true: %s leaves %j',
		async (before, given, after) => {
			sandbox.control.addRecord('contact', { emailaddress1: ADDRESS, donotemail: before });
			await write({ donotemail: given }, consent);
			expect(ada().donotemail).toBe(after);
		},
	);

	it.each([
		[false, 'Yes', false],
		[true, 'No', false],
	])(
		'new_newsletter %j is the opt-out where it is false: %s leaves %j',
		async (before, given, after) => {
			sandbox.control.addRecord('contact', { emailaddress1: ADDRESS, new_newsletter: before });
			await write({ new_newsletter: given }, consent);
			expect(ada().new_newsletter).toBe(after);
		},
	);
});

describe('SP06 two writers at the same contacts', () => {
	const PEOPLE = 40;
	const POLICIES = {
		description: 'append',
		jobtitle: 'onlyIfEmpty',
		donotemail: 'neverLowerConsent',
	} as const;

	/** As another worker of n8n would write: with a client of its own. */
	const writer = async (name: string, donotemail: boolean) =>
		await upsertRows(
			connectDataverse(sandbox),
			Array.from({ length: PEOPLE }, (_, index) => ({
				emailaddress1: `p${index}@example.com`,
				description: `Line of ${name}\nLine of both`,
				jobtitle: name,
				donotemail,
			})),
			{ policies: POLICIES },
		);

	it('no policy is broken: both lines stand there, the first title stays, the opt-out too', async () => {
		for (let index = 0; index < PEOPLE; index++)
			sandbox.control.addRecord('contact', {
				emailaddress1: `p${index}@example.com`,
				...(index % 2 === 0 && { jobtitle: 'There before' }),
			});
		const [first, second] = await Promise.all([writer('A', true), writer('B', false)]);
		const failed = [...first.outcomes, ...second.outcomes].filter(({ error }) => error);
		expect(failed).toEqual([]);
		const refused = sandbox.operations.filter(({ status }) => status === 412);
		expect(refused.length).toBeGreaterThan(0);
		for (const contact of sandbox.control.findRecords('contact')) {
			const lines = String(contact.description).split('\n');
			expect(lines.sort()).toEqual(['Line of A', 'Line of B', 'Line of both']);
			expect(contact.donotemail).toBe(true);
			const number = Number(/\d+/.exec(String(contact.emailaddress1))![0]);
			if (number % 2 === 0) expect(contact.jobtitle).toBe('There before');
			else expect(['A', 'B']).toContain(contact.jobtitle);
		}
	});
});
