import { storeVisitId } from '../../sandbox/qualtrics';
import type { ResponseInfo } from '../../../nodes/shared/survey/SurveyResponse';
import type { Production } from './Production';
import { HOUR, recordedAgo, Setup } from './setup';

const AT_ONCE = { options: { youngSeconds: 0 } };
const NEW_AND_UPDATED = { events: ['new', 'updated'], ...AT_ONCE };

/** Each edit once: what came out, in the words of the one embedded field that is changed. */
describe('Survey Trigger: edits', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	const seen = ({ responses }: Production) =>
		responses.map((one) => {
			const { event, context } = one as { event: string; context: { plan?: string } };
			return [event, context.plan];
		});

	async function change(id: string, plan: string, resetRecordedDate = false): Promise<void> {
		const answer = await fetch(`${setup.sandbox.url}/API/v3/responses/${id}`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json', 'x-api-token': setup.sandbox.token },
			body: JSON.stringify({
				surveyId: storeVisitId,
				embeddedData: { plan },
				resetRecordedDate,
			}),
		});
		expect(answer.status).toBe(200);
	}

	async function begun(parameters = {}): Promise<Production> {
		const trigger = await setup.trigger({ ...NEW_AND_UPDATED, ...parameters });
		await trigger.activate();
		await trigger.checked();
		return trigger;
	}

	const submit = async (plan: string, ago = 5000) =>
		await setup.sandbox.control.submitResponse(storeVisitId, { QID2: 3, plan }, recordedAgo(ago));

	it('LB01: edited, then announced for the second time: the edit comes as updated', async () => {
		const trigger = await begun();
		const id = await submit('A');
		await trigger.settled();
		await change(id, 'B');
		await setup.sandbox.control.announce(id, { times: 2 });
		await trigger.settled();
		expect(seen(trigger)).toEqual([['completed', 'A']]);
		await trigger.check();
		await trigger.check();
		expect(seen(trigger)).toEqual([
			['completed', 'A'],
			['updated', 'B'],
		]);
	});

	it.each(['instantWithCatchUp', 'scheduled'])(
		'LB01: %s: comes out, and is edited within the second in which it was recorded: the edit comes as updated',
		async (delivery) => {
			const trigger = await begun({ delivery });
			const id = await submit('A', 0);
			await trigger.settled();
			if (delivery === 'scheduled') await trigger.check();
			expect(seen(trigger)).toEqual([['completed', 'A']]);
			await change(id, 'B');
			// By its dates, what was changed this soon has not been changed since it was recorded.
			const stored = setup.sandbox.state.responsesById.get(id)!;
			stored.modifiedAt = stored.recordedAt + 500;
			await trigger.check();
			await trigger.check();
			expect(seen(trigger)).toEqual([
				['completed', 'A'],
				['updated', 'B'],
			]);
			// What follows tells by it which is the newer one.
			const [first, edit] = trigger.responses.map(({ response }) => response as ResponseInfo);
			expect(Date.parse(edit.updatedAt!)).toBeGreaterThan(Date.parse(first.submittedAt!));
		},
	);

	it('LB01: a check finds it edited before its announcement arrives: it comes once, and so does the next edit', async () => {
		const trigger = await begun();
		const { control } = setup.sandbox;
		// Older than the trigger: no look at new ones shows it.
		const id = control.addResponse(storeVisitId, { QID2: 3, plan: 'A' }, recordedAgo(HOUR / 6));
		await change(id, 'B');
		await trigger.check();
		await control.announce(id, { times: 2 });
		await trigger.settled();
		await trigger.check();
		expect(seen(trigger)).toEqual([['updated', 'B']]);
		await change(id, 'C');
		await trigger.check();
		await trigger.check();
		expect(seen(trigger)).toEqual([
			['updated', 'B'],
			['updated', 'C'],
		]);
	});

	it('LB01: edited while n8n was stopped: the edit comes as updated', async () => {
		const trigger = await begun();
		const id = await submit('A');
		await trigger.settled();
		await trigger.check();
		await change(id, 'B');
		await trigger.restart();
		await trigger.check();
		expect(seen(trigger)).toEqual([
			['completed', 'A'],
			['updated', 'B'],
		]);
	});

	it.each(['instantWithCatchUp', 'scheduled'])(
		'LB03: %s: a change that moves the recorded date comes as updated, once',
		async (delivery) => {
			const trigger = await begun({ delivery });
			const id = await submit('A', HOUR);
			if (delivery === 'scheduled') setup.sandbox.control.addResponse(storeVisitId);
			await trigger.settled();
			await trigger.check();
			const before = trigger.out.length;
			// Where it came out already, and where its first form came before the trigger was there.
			await change(id, 'B', true);
			for (let n = 0; n < 3; n += 1) await trigger.check();
			const of = trigger.responses.slice(before).map(({ event }) => event);
			expect(trigger.out.slice(before)).toEqual([id]);
			expect(of).toEqual([delivery === 'scheduled' ? 'completed' : 'updated']);
			await change(id, 'C', true);
			for (let n = 0; n < 3; n += 1) await trigger.check();
			expect(seen(trigger).at(-1)).toEqual(['updated', 'C']);
			expect(trigger.out.slice(before)).toEqual([id, id]);
		},
	);

	it('LB03: only updates: a change that moves the recorded date comes, new responses stay out', async () => {
		const trigger = await begun({ events: ['updated'] });
		const id = setup.sandbox.control.addResponse(storeVisitId, { QID2: 3, plan: 'A' });
		await trigger.check();
		expect(seen(trigger)).toEqual([]);
		await change(id, 'B', true);
		setup.sandbox.control.addResponse(storeVisitId, { QID2: 1, plan: 'other' });
		await trigger.check();
		await trigger.check();
		expect(seen(trigger)).toEqual([['updated', 'B']]);
		expect(trigger.out).toEqual([id]);
	});

	it('LB03: a recorded date that moves and nothing else brings nothing', async () => {
		const trigger = await begun();
		const id = await submit('A');
		await trigger.settled();
		await trigger.check();
		await change(id, 'A', true);
		await trigger.check();
		await trigger.check();
		expect(seen(trigger)).toEqual([['completed', 'A']]);
	});

	it('LB04: an embedded field goes open, closed, open, closed: four outputs', async () => {
		const trigger = await begun();
		const id = await submit('open');
		await trigger.settled();
		await trigger.check();
		for (const plan of ['closed', 'open', 'closed']) {
			await change(id, plan);
			await trigger.check();
			// Listed again with the time the check looks back.
			await trigger.check();
			// Modified, and yet the same.
			setup.sandbox.control.editResponse(id);
			await trigger.check();
		}
		expect(seen(trigger)).toEqual([
			['completed', 'open'],
			['updated', 'closed'],
			['updated', 'open'],
			['updated', 'closed'],
		]);
	});

	it('LB02: an edit whose execution is retried comes once; its batch, listed again, brings nothing', async () => {
		const trigger = await begun();
		const id = await submit('A');
		await trigger.settled();
		await trigger.check();
		await change(id, 'B');
		await trigger.check();
		const [input] = trigger.inputs.slice(-1);
		expect(seen(trigger)).toHaveLength(2);
		// As when n8n was killed after the trigger had recorded it: the same delivery comes again, and passes.
		await trigger.execute(input, 'retry');
		expect(seen(trigger).at(-1)).toEqual(['updated', 'B']);
		await trigger.check();
		expect(seen(trigger)).toHaveLength(3);
		expect(trigger.out.every((one) => one === id)).toBe(true);
	});
});
