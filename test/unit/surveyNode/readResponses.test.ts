import fc from 'fast-check';
import { DateTime } from 'luxon';
import { cancellable } from '../../../nodes/Survey/cancellable';
import { dateIn } from '../../../nodes/Survey/dates';
import {
	oldestFirst,
	readByIds,
	readSelection,
} from '../../../nodes/Survey/responses/readResponses';
import type { Selection } from '../../../nodes/Survey/responses/select';
import type { ReadResponse, SurveySource } from '../../../nodes/shared/delivery/SurveySource';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { responseOf } from '../kpi/responses';

const ALL: Selection = {
	surveyIds: ['SV_1'],
	by: 'recorded',
	statuses: ['complete'],
	embeddedData: [],
	includeTests: false,
	includeImported: false,
	includeSpam: false,
	keep: 'oldest',
};

const sourceOf = (responses: SurveyResponse[], more: Partial<SurveySource> = {}): SurveySource =>
	({
		async *read({ only }: { only?: ReadonlySet<string> }): AsyncGenerator<ReadResponse> {
			for (const response of responses) {
				const { id } = response.response;
				if (only && !only.has(id)) continue;
				yield { id, raw: {}, partial: false, toResponse: () => response };
			}
		},
		...more,
	}) as SurveySource;

const idsOf = (responses: Iterable<SurveyResponse>) =>
	[...responses].map(({ response }) => response.id);

describe('a selection of responses', () => {
	it('whatever order they stream in, a limit keeps the same ones, oldest first', async () => {
		const day = fc.integer({ min: 0, max: 5 });
		await fc.assert(
			fc.asyncProperty(
				fc.array(day, { maxLength: 40 }),
				fc.integer({ min: 1, max: 12 }),
				fc.constantFrom('oldest' as const, 'latest' as const),
				async (days, limit, keep) => {
					const all = days.map((on, index) =>
						responseOf({
							id: `R_${String(index).padStart(2, '0')}`,
							at: `2026-03-0${on + 1}T00:00:00.000Z`,
						}),
					);
					const sorted = [...all].sort(oldestFirst);
					const expected = keep === 'latest' ? sorted.slice(-limit) : sorted.slice(0, limit);
					const found = await readSelection({ ...ALL, limit, keep }, async () => sourceOf(all));
					expect(idsOf(found)).toEqual(idsOf(expected));
				},
			),
		);
	});

	it('a cancelled run reads no further', async () => {
		const all = Array.from({ length: 10 }, (_, index) => responseOf({ id: `R_${index}` }));
		let handedOn = 0;
		const cancel = {
			get aborted() {
				return handedOn === 3;
			},
		};
		const source = cancellable(sourceOf(all), cancel);
		const reading = (async () => {
			for await (const _one of source.read({ surveyId: 'SV_1' })) handedOn += 1;
		})();
		await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
		expect(handedOn).toBe(3);
	});

	it('by id: those that are not there are absent, any other failure is one', async () => {
		const get = async (id: string) => {
			if (id === 'R_gone') throw new ConnectorError('notFound', 'gone');
			if (id === 'R_broken') throw new ConnectorError('unavailable', 'broken');
			return responseOf({ id });
		};
		const source = sourceOf([], { get });
		const found = await readByIds('SV_1', new Set(['R_1', 'R_gone']), source);
		expect([...found.keys()]).toEqual(['R_1']);
		await expect(readByIds('SV_1', new Set(['R_broken']), source)).rejects.toThrow('broken');
	});
});

describe('dates', () => {
	it.each([
		['2026-03-29T02:30:00', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
		['2026-01-31', 'Europe/Paris', '2026-01-30T23:00:00.000Z'],
		['2026-01-31 08:00:00', 'UTC', '2026-01-31T08:00:00.000Z'],
		['2026-01-31T08:00:00+02:00', 'UTC', '2026-01-31T06:00:00.000Z'],
		[new Date(0), 'UTC', '1970-01-01T00:00:00.000Z'],
		[
			DateTime.fromISO('2026-01-31T08:00:00', { zone: 'UTC' }),
			'Europe/Paris',
			'2026-01-31T08:00:00.000Z',
		],
		['', 'UTC', undefined],
		[undefined, 'UTC', undefined],
	])('%s in %s', (value, zone, expected) => {
		expect(dateIn(value, zone, 'From')).toBe(expected);
	});

	it.each(['soon', '01/02/2026', '1985', 12, {}])('%j is none', (value) => {
		expect(() => dateIn(value, 'UTC', 'From')).toThrow("'From' is not a date");
	});
});
