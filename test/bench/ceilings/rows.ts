import {
	upsertRecords,
	type Outcome,
	type RecordTarget,
	type UpsertInput,
} from '../../../nodes/shared/records';

/** People by e-mail address, a last name each. */
export const people = (
	count: number,
	fields: { email: string; name: string },
	from = 0,
): UpsertInput[] =>
	Array.from({ length: count }, (_, index) => ({
		fields: [
			[fields.email, `person${from + index}@example.com`],
			[fields.name, `Person ${from + index}`],
		].map(([target, value]) => ({ target, value, sourceText: value, action: 'set' as const })),
	}));

/** Creates or updates them, with what came of each; throws where one of them failed. */
export async function write(
	inputs: UpsertInput[],
	target: RecordTarget,
	emailField: string,
): Promise<Outcome[]> {
	const outcomes = await upsertRecords(inputs, target, {
		match: [{ field: emailField, kind: 'email' }],
		operation: 'createOrUpdate',
		whenAmbiguous: 'error',
		allowOptInAgain: false,
		onlyIfNewer: false,
		timeZone: 'UTC',
		dryRun: false,
	});
	const failed = outcomes.find(({ error }) => error !== undefined);
	if (failed) throw new Error(`The bench measures the wrong thing: ${failed.error!.message}`);
	return outcomes;
}
