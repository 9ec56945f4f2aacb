import { RULES, type BulkField, type CellRules, type CellValue } from '../../nodes/shared/bulk';
import type { TrialLocale } from './locales';

export const KEY_NAME = 'Member';

/** All kinds of fields, as a system would describe them. */
export const FIELDS = [
	{ name: 'Customer Number', type: { kind: 'text' } },
	{ name: 'Article', type: { kind: 'text' } },
	{ name: 'Account', type: { kind: 'text' } },
	{ name: 'Name', type: { kind: 'text', maxLength: 100 } },
	{ name: 'Notes', type: { kind: 'text' } },
	{ name: 'Phone', type: { kind: 'phone' } },
	{ name: 'E-mail', type: { kind: 'email' } },
	{ name: 'Score', type: { kind: 'number' } },
	{ name: 'Visits', type: { kind: 'number', maxDecimals: 0 } },
	{ name: 'Birthday', type: { kind: 'date' } },
	{ name: 'Last Visit', type: { kind: 'dateTime', timeZone: 'Europe/Paris' } },
	{ name: 'Newsletter', type: { kind: 'boolean' } },
	{
		name: 'Segment',
		type: {
			kind: 'code',
			acceptsLabels: true,
			codes: [
				{ code: '01', label: 'Basic' },
				{ code: '02', label: 'Plus' },
				{ code: '03', label: 'Gold' },
				{ code: '1-2', label: 'Both' },
				{ code: '1E5', label: 'Fifth Wing' },
				{ code: 'MAR1', label: 'March' },
			],
		},
	},
	{
		name: 'Interests',
		type: {
			kind: 'codes',
			codes: [{ code: '10' }, { code: '20' }, { code: '30' }],
		},
	},
] as const satisfies readonly BulkField[];

export type FieldName = (typeof FIELDS)[number]['name'];

export type Values = Record<FieldName, CellValue>;

/** What a record holds of which nothing else is said. */
export const usualValues = (row: number): Values => {
	const number = String(row + 1).padStart(2, '0');
	return {
		'Customer Number': `000${number}`,
		Article: `A-${number}0`,
		Account: `00${number}4567890123`,
		Name: `Ada Member ${number}`,
		Notes: '',
		Phone: `+336123456${number}`,
		'E-mail': `member${number}@example.com`,
		Score: 2.5,
		Visits: 7,
		Birthday: '1985-04-23',
		'Last Visit': '2026-03-14T08:30:00.000Z',
		Newsletter: true,
		Segment: '01',
		Interests: '10',
	};
};

/** `local`: as a workflow in the country would be set; `default`: a point, and days as `yyyy-MM-dd`. */
export type Setting = 'local' | 'default';

export const CLEAR = '[clear]';

export const rulesOf = (setting: Setting, locale: TrialLocale): CellRules => ({
	...RULES.neutral,
	...(setting === 'local' && {
		decimalSeparator: locale.decimal,
		dateFormat: locale.dateFormat,
	}),
});
