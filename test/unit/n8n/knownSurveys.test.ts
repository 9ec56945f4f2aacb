import { knownSurvey } from '../../../nodes/shared/n8n/knownSurveys';
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
});
