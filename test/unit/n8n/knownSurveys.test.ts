import { knownSurvey, recentSurveys } from '../../../nodes/shared/n8n/knownSurveys';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';

const source = (account: string) => {
	const read: string[] = [];
	const definition = async (id: string): Promise<SurveyDefinition> => {
		read.push(id);
		return { provider: 'qualtrics', id, name: id, questions: [], contextFields: [] };
	};
	return { account, surveys: { definition }, read };
};

describe('surveys known to this process', () => {
	const numbered = (count: number) => Array.from({ length: count }, (_, index) => `SV_${index}`);

	it('a hundred surveys that are answered by turns are read once each within a minute', async () => {
		const one = source('by turns');
		for (let turn = 0; turn < 3; turn++)
			for (const id of numbered(100)) expect(await knownSurvey(one, id)).toMatchObject({ id });
		expect(one.read).toEqual(numbered(100));
	});

	it('no more than a few hundred are held', async () => {
		const one = source('many');
		for (const id of numbered(1000)) await knownSurvey(one, id);
		await knownSurvey(one, 'SV_999');
		expect(one.read).toHaveLength(1000);
		await knownSurvey(one, 'SV_0');
		expect(one.read).toHaveLength(1001);
	});

	it('is read anew after a minute, and not before', async () => {
		jest.useFakeTimers({ now: Date.UTC(2026, 2, 5) });
		const one = source('ageing');
		await knownSurvey(one, 'SV_1');
		jest.advanceTimersByTime(59_999);
		await knownSurvey(one, 'SV_1');
		expect(one.read).toHaveLength(1);
		jest.advanceTimersByTime(1);
		await knownSurvey(one, 'SV_1');
		expect(one.read).toHaveLength(2);
		jest.useRealTimers();
	});

	it('all who ask at once wait for one reading', async () => {
		const one = source('at once');
		const asked = Array.from({ length: 500 }, async () => await knownSurvey(one, 'SV_1'));
		expect(new Set(await Promise.all(asked)).size).toBe(1);
		expect(one.read).toEqual(['SV_1']);
		expect(await knownSurvey(one, 'SV_1')).toBe(await asked[0]);
		expect(one.read).toEqual(['SV_1']);
	});

	it('whose run ends while others wait for its reading ends for itself alone', async () => {
		const one = source('cancelled');
		const cancelled = {
			...one,
			surveys: {
				definition: async () => {
					throw new Error('The run was cancelled');
				},
			},
		};
		const first = knownSurvey(cancelled, 'SV_1');
		const second = knownSurvey(one, 'SV_1');
		await expect(first).rejects.toThrow('cancelled');
		expect(await second).toMatchObject({ id: 'SV_1' });
		await expect(knownSurvey(cancelled, 'SV_2')).rejects.toThrow('cancelled');
		expect(await knownSurvey(one, 'SV_2')).toMatchObject({ id: 'SV_2' });
		expect(one.read).toEqual(['SV_1', 'SV_2']);
	});

	it('two accounts see a survey each for itself', async () => {
		const [one, other] = [source('one'), source('other')];
		await knownSurvey(one, 'SV_1');
		await knownSurvey(other, 'SV_1');
		expect([one.read, other.read]).toEqual([['SV_1'], ['SV_1']]);
	});

	it('the three that were read last stand first in lists, the latest first', async () => {
		jest.useFakeTimers({ now: Date.UTC(2026, 2, 5) });
		const one = source('recent');
		for (const id of ['SV_1', 'SV_2', 'SV_3', 'SV_4']) {
			await knownSurvey(one, id);
			jest.advanceTimersByTime(1_000);
		}
		jest.advanceTimersByTime(60_000);
		await knownSurvey(one, 'SV_2');
		expect(recentSurveys(one.account).map(({ id }) => id)).toEqual(['SV_2', 'SV_4', 'SV_3']);
		expect(recentSurveys('nobody')).toEqual([]);
		jest.useRealTimers();
	});
});
