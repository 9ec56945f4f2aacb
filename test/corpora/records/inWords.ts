import type { RecordTarget, RecordWrite } from '../../../nodes/shared/records';

/** What a system knows of its fields, asked for by the corpus' names. */
export const knowledgeInWords = (
	target: RecordTarget,
	toName: (field: string) => string,
): Pick<RecordTarget, 'append' | 'consentOf' | 'isShown'> => ({
	...(target.append && {
		append: (field, present, added) => target.append!(toName(field), present, added),
	}),
	...(target.consentOf && { consentOf: (field, value) => target.consentOf!(toName(field), value) }),
	...(target.isShown && {
		isShown: (field, record) =>
			target.isShown!(toName(field), {
				...record,
				values: Object.fromEntries(
					Object.entries(record.values).map(([name, value]) => [toName(name), value]),
				),
			}),
	}),
});

/** The record that a write rests on, and the fields it must not have changed in, by the system's names. */
export const guardedInWords = (
	write: Extract<RecordWrite, { kind: 'update' }>,
	toName: (field: string) => string,
): Pick<typeof write, 'record' | 'guarded'> => ({
	record: {
		...write.record,
		values: Object.fromEntries(
			Object.entries(write.record.values).map(([name, value]) => [toName(name), value]),
		),
	},
	...(write.guarded && { guarded: write.guarded.map(toName) }),
});
