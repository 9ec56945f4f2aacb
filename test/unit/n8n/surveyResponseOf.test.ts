import type { IExecuteFunctions } from 'n8n-workflow';
import { surveyResponseFinder } from '../../../nodes/shared/n8n/surveyResponseOf';
import { parameter } from '../../written';
import { response } from '../conditions/survey';

const named = (id: string) => ({ ...response(), response: { ...response().response, id } });

/** The responses of the items, by what the nodes before put out; a node of which nothing is known did not run. */
function found(items: object[], before: Record<string, object>, names = Object.keys(before)) {
	const asked: string[] = [];
	const context = parameter<IExecuteFunctions>({
		getNode: () => ({ name: 'Node' }),
		getInputData: () => items.map((json) => ({ json })),
		getParentNodes: () => names.map((name) => ({ name })),
		getWorkflowDataProxy: () => ({
			$: (name: string) => {
				asked.push(name);
				if (!before[name]) throw new Error('did not run');
				return { item: { json: before[name] } };
			},
		}),
	});
	const find = surveyResponseFinder(context);
	const ids = items.map((_item, index) => find(index)?.response.id);
	items.forEach((_item, index) => find(index));
	return { ids, asked };
}

describe('the response that an item belongs to', () => {
	it('is the item itself, and nobody else is asked', () => {
		expect(found([named('R_1'), named('R_2')], { Trigger: named('R_9') })).toEqual({
			ids: ['R_1', 'R_2'],
			asked: [],
		});
	});

	it('or stands in the nearest of the nodes before, looked for once', () => {
		const before = { Set: { a: 1 }, Trigger: named('R_1'), Other: named('R_2') };
		expect(found([{ a: 1 }], before)).toEqual({ ids: ['R_1'], asked: ['Set', 'Trigger'] });
	});

	it('a node that did not run is passed over', () => {
		expect(found([{}], { Trigger: named('R_1') }, ['Gone', 'Trigger']).ids).toEqual(['R_1']);
	});

	it.each<Record<string, object>>([{}, { Set: { a: 1 } }])('or is not found: %j', (before) => {
		expect(found([{}], before).ids).toEqual([undefined]);
	});
});
