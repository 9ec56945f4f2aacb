import { presentStatus, setConsent } from '../../../nodes/shared/connectors/hubspot/consents';
import { typesOf } from '../../../nodes/shared/connectors/hubspot/memberships';
import {
	appendTo,
	conflictsAmong,
	consentIn,
} from '../../../nodes/shared/connectors/hubspot/policies';
import type { Records, StoredRecord } from '../../../nodes/shared/connectors/hubspot/records';
import {
	statusBody,
	type Subscriptions,
} from '../../../nodes/shared/connectors/hubspot/subscriptions';
import { sameAsText, type RecordUpdate, type RecordWrite } from '../../../nodes/shared/records';
import { context, create, of, properties, stored, update } from './samples';

describe('policies', () => {
	it.each([
		['note', 'one', ['two'], 'one\ntwo'],
		['tags', 'a', ['Yes'], ['a', 'y']],
		['tags', 'a;y', ['Apple'], ['a', 'y']],
		['tags', '', ['a;y'], ['a', 'y']],
		['tags', 'a', ['Cheese'], ['a', 'Cheese']],
	])('appending to %s, %j', (name, present, added, value) => {
		expect(appendTo(of(name), present, added, context)).toEqual({ value });
	});

	it.each(['phone', 'agrees', 'other'])('nothing is appended to %s', (name) => {
		expect(appendTo(properties.byName.get(name), 'x', ['y'], context)).toMatchObject({
			kind: 'input',
			message: 'Nothing can be added to this property',
			hint: expect.stringContaining('Append to a property of several choices'),
		});
	});

	it.each([
		['agrees', 'y', 'optedIn'],
		['agrees', 'Yes', 'optedIn'],
		['agrees', 'a', undefined],
		['agrees', 'Cheese', undefined],
		['note', 'no', 'optedOut'],
	])('%s %j says %s', (name, value, consent) => {
		expect(consentIn(of(name), name, value, context)).toBe(consent);
	});

	const conflicts = async (updates: RecordUpdate[], now: StoredRecord[]) => {
		const asked: unknown[] = [];
		const read = async (ids: readonly string[], names: readonly string[]) => {
			asked.push([ids.length, names]);
			return await Promise.resolve(now);
		};
		const found = await conflictsAmong({ read } as unknown as Records, updates, sameAsText);
		return { asked, found: updates.map((one) => found.get(one)?.kind) };
	};
	const guarded = (more: Partial<RecordUpdate> = {}): RecordUpdate =>
		update(
			{ note: 'y' },
			{ record: { id: '1', values: { note: 'x' } }, guarded: ['note'], ...more },
		);

	it.each([
		['the same', [stored({ note: 'x' })], undefined],
		['another value', [stored({ note: 'z' })], 'conflict'],
		['nothing, since it is gone', [], undefined],
	])('a guarded record that holds %s', async (_name, now, kind) => {
		expect(await conflicts([guarded()], now)).toEqual({ asked: [[1, ['note']]], found: [kind] });
	});

	it('what is not guarded is not read again, and a hundred at a time are', async () => {
		expect((await conflicts([update({ note: 'y' })], [])).asked).toEqual([]);
		const many = Array.from({ length: 101 }, () => guarded());
		expect((await conflicts(many, [])).asked).toEqual([
			[100, ['note']],
			[1, ['note']],
		]);
	});
});

describe('consents', () => {
	const subscription = { id: '7' };
	const contact = stored({ email: 'Ada@example.com' });
	const system = (status: string) => {
		const done: unknown[] = [];
		const subscriptions = {
			status: async (...given: unknown[]) => {
				done.push(['status', ...given]);
				return await Promise.resolve(status);
			},
			set: async (address: string) => void (await Promise.resolve(done.push(['set', address]))),
		} as unknown as Subscriptions;
		return { done, subscriptions };
	};

	it.each([
		[contact, 'optedIn', 'optedIn'],
		[stored({ email: 'a@b.c', hs_email_optout: 'true' }), 'optedIn', 'optedOut'],
		[stored({ email: 'a@b.c', hs_email_optout: 'false' }), 'unset', 'unset'],
		[stored({}), 'optedIn', 'unknown'],
	])('of %j, whose subscription is %s: %s', async (record, status, wanted) => {
		const options = { subscription, allowOptInAgain: false };
		expect(await presentStatus(system(status).subscriptions, record, options)).toBe(wanted);
	});

	it.each<[string, RecordWrite, 'optIn' | 'optOut', string, boolean, string[], object]>([
		[
			'a new one that opted out',
			create({}),
			'optIn',
			'optedOut',
			false,
			['status'],
			{ consent: 'unchanged' },
		],
		[
			'a new one that may have',
			create({}),
			'optIn',
			'unknown',
			false,
			['status'],
			{ consent: 'unchanged' },
		],
		['a new one that did not', create({}), 'optIn', 'unset', false, ['status', 'set'], {}],
		['a new one, again allowed', create({}), 'optIn', 'optedOut', true, ['set'], {}],
		['a new one that opts out', create({}), 'optOut', 'optedIn', false, ['set'], {}],
		['one that was there', update({}), 'optIn', 'optedOut', false, ['set'], {}],
	])('%s', async (_name, write, status, present, allowOptInAgain, asked, told) => {
		const { done, subscriptions } = system(present);
		const options = { subscription, allowOptInAgain };
		const answer = await setConsent(subscriptions, write, { status }, contact, options);
		expect(done.map((call) => (call as unknown[])[0])).toEqual(asked);
		expect(answer).toMatchObject(told);
		expect(Object.hasOwn(answer, 'consent')).toBe('consent' in told);
	});

	it('who left everything is told to stay out', async () => {
		const record = stored({ email: 'a@b.c', hs_email_optout: 'true' });
		const options = { subscription, allowOptInAgain: true };
		const set = async (status: 'optIn' | 'optOut') =>
			await setConsent(system('x').subscriptions, update({}), { status }, record, options);
		expect((await set('optIn')).warnings).toEqual([
			'The contact has unsubscribed from all email: HubSpot goes on sending none of this subscription',
		]);
		expect(await set('optOut')).toEqual({});
	});

	it('without an address there is no subscription', async () => {
		const options = { subscription, allowOptInAgain: false };
		await expect(
			setConsent(system('x').subscriptions, create({}), { status: 'optOut' }, stored({}), options),
		).rejects.toMatchObject({
			message: 'The contact has no email address, so it has no subscriptions',
		});
	});

	it.each([
		[{ id: '7' }, undefined, {}],
		[
			{ id: '7', legalBasis: 'LI' },
			undefined,
			{ legalBasis: 'LI', legalBasisExplanation: 'Set by a workflow' },
		],
		[
			{ id: '7', legalBasis: 'LI', explanation: 'As agreed' },
			{ survey: 'Visit', responseId: 'R_1', time: '2026-03-05' },
			{
				legalBasis: 'LI',
				legalBasisExplanation: 'As agreed, Survey: Visit, response R_1, 2026-03-05',
			},
		],
	])('the ground of a change: %j, %j', (given, evidence, more) => {
		const rest = { subscriptionId: 7, channel: 'EMAIL' };
		expect(statusBody(given, 'optIn', evidence)).toEqual({
			...rest,
			statusState: 'SUBSCRIBED',
			...more,
		});
		expect(statusBody(given, 'optOut', evidence)).toEqual({
			...rest,
			statusState: 'UNSUBSCRIBED',
			...more,
		});
	});

	it('a label is added to those that a pair has', () => {
		const label = { category: 'USER', typeId: 2, label: 'b' };
		const own = { associationCategory: 'USER', associationTypeId: 2 };
		expect(typesOf(label)).toEqual([own]);
		expect(
			typesOf(label, [
				{ category: 'USER', typeId: 1, label: 'a' },
				{ category: 'USER', typeId: 2, label: 'b' },
				{ category: 'HUBSPOT', typeId: 3, label: null },
			]),
		).toEqual([{ associationCategory: 'USER', associationTypeId: 1 }, own]);
	});
});
