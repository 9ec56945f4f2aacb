import {
	appendTo,
	isSameLabel,
	labelField,
	labelOf,
	presentStatus,
	sameValue,
	shapeOf,
	valueOf,
} from '../../../nodes/shared/connectors/ghost/memberValues';
import {
	isMemberId,
	memberPath,
	type Member,
} from '../../../nodes/shared/connectors/ghost/members';
import { canBeAskedFor, filtersFor } from '../../../nodes/shared/connectors/ghost/nql';
import { bodyOf, labelsToAdd, type Site } from '../../../nodes/shared/connectors/ghost/payload';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { FieldChange, RecordWrite } from '../../../nodes/shared/records';

const ADA: Member = {
	id: '65f1a2b3c4d5e6f708192a3b',
	email: 'ada@example.com',
	labels: ['VIP', 'Paris'],
	newsletters: ['n1', 'n2'],
	raw: { id: '65f1a2b3c4d5e6f708192a3b', email: 'ada@example.com', name: 'Ada', note: null },
};
const SITE: Site = {
	newsletters: [
		{ id: 'n1', name: 'Weekly', isDefault: true },
		{ id: 'n3', name: 'Monthly', isDefault: false },
		{ id: 'n4', name: 'News', isDefault: true },
	],
	labels: ['VIP', 'Gold'],
};
const create = (values: Record<string, unknown>, status?: 'optIn' | 'optOut'): RecordWrite => ({
	kind: 'create',
	values,
	...(status && { status: { status } }),
});
const update = (changes: Record<string, unknown>, status?: 'optIn' | 'optOut'): RecordWrite => ({
	kind: 'update',
	record: { id: ADA.id, values: {} },
	changes: Object.entries(changes).map(([field, to]): FieldChange => ({ field, from: null, to })),
	...(status && { status: { status } }),
});
const idsIn = (body: Record<string, unknown>): unknown =>
	(body.newsletters as Array<{ id: string }> | undefined)?.map(({ id }) => id);

describe('a member as a request holds it', () => {
	it.each<[string, RecordWrite, object]>([
		[
			'a new one gets no newsletter',
			create({ email: ' ada@example.com ', name: 'Ada' }),
			{ email: 'ada@example.com', name: 'Ada', newsletters: [] },
		],
		['only what changes is sent', update({ name: 'Ada' }), { name: 'Ada' }],
		['nothing is an empty text', update({ note: null }), { note: '' }],
		[
			'a label is added to those that are there',
			update({ 'labels.Gold': true }),
			{ labels: [{ name: 'VIP' }, { name: 'Paris' }, { name: 'Gold' }] },
		],
		[
			'as the site writes it',
			update({ 'labels.gold': 'true' }),
			{ labels: [{ name: 'VIP' }, { name: 'Paris' }, { name: 'Gold' }] },
		],
		[
			'or, where it is new, as it was given',
			update({ 'labels.Silver': true }),
			{ labels: [{ name: 'VIP' }, { name: 'Paris' }, { name: 'Silver' }] },
		],
		['a label is taken away', update({ 'labels.vip': false }), { labels: [{ name: 'Paris' }] }],
		['a label that is there already changes nothing', update({ 'labels.Vip': true }), {}],
		['nor does one that is not', update({ 'labels.Gold': false }), {}],
		[
			'of one that is new',
			create({ 'labels.Gold': true }),
			{ labels: [{ name: 'Gold' }], newsletters: [] },
		],
	])('%s', (_name, write, body) => {
		expect(bodyOf(write, write.kind === 'create' ? undefined : ADA, SITE)).toEqual(body);
	});

	it.each(['', '  ', null])('an address is not emptied: %j', (email) => {
		expect(() => bodyOf(update({ email }), ADA, SITE)).toThrow(
			'The email address of a member cannot be emptied',
		);
	});

	it.each<[string, RecordWrite, string | undefined, unknown]>([
		['no consent', update({}), undefined, undefined],
		['opting out of all', update({}, 'optOut'), undefined, []],
		['opting out of one', update({}, 'optOut'), 'n2', ['n1']],
		['opting out of one that is not there', update({}, 'optOut'), 'n3', ['n1', 'n2']],
		['opting in to those of whoever signs up', update({}, 'optIn'), undefined, ['n1', 'n2', 'n4']],
		['opting in to one', update({}, 'optIn'), 'n3', ['n1', 'n2', 'n3']],
		['a new one, opting in', create({}, 'optIn'), undefined, ['n1', 'n4']],
		['a new one, opting in to one', create({}, 'optIn'), 'n3', ['n3']],
		['a new one, opting out', create({}, 'optOut'), 'n3', []],
	])('newsletters: %s', (_name, write, newsletter, ids) => {
		const site = { ...SITE, ...(newsletter && { newsletter }) };
		expect(idsIn(bodyOf(write, write.kind === 'create' ? undefined : ADA, site))).toEqual(ids);
	});

	it.each([
		[
			undefined,
			'Ghost gives no newsletter to new members',
			"Choose one under 'Newsletter', or switch",
		],
		[
			'gone',
			'The newsletter that was chosen is not there',
			"Choose another one under 'Newsletter'",
		],
	])('where there is no newsletter to opt in to (%s), it says so', (newsletter, message, hint) => {
		const newsletters = SITE.newsletters.filter(({ isDefault }) => !isDefault);
		const site = { ...SITE, newsletters, ...(newsletter && { newsletter }) };
		let thrown: unknown;
		try {
			bodyOf(update({}, 'optIn'), ADA, site);
		} catch (error) {
			thrown = error;
		}
		expect(isConnectorError(thrown) && [thrown.kind, thrown.message, thrown.hint]).toEqual([
			'input',
			expect.stringContaining(message),
			expect.stringContaining(hint),
		]);
	});

	it('the labels to add are those that are given, of all writes', () => {
		const writes = [
			create({ 'labels.a': true, 'labels.b': false, name: 'true' }),
			update({ 'labels.c': 'true' }),
		];
		expect(labelsToAdd(writes)).toEqual(['a', 'c']);
	});
});

describe('a member as it is compared', () => {
	it.each([
		['labels.VIP', 'VIP'],
		['labels.', ''],
		['label.VIP', undefined],
		['email', undefined],
	])('the field %s stands for the label %s', (field, label) => {
		expect(labelOf(field)).toBe(label);
	});

	it.each([
		['name', 'Ada'],
		['note', null],
		['phone', undefined],
		['constructor', undefined],
		['labels.vip', true],
		['labels.Gold', false],
	])('%s is %j', (field, value) => {
		expect(valueOf(ADA, field)).toBe(value);
	});

	it('labels are one in any case and with or without accents', () => {
		expect([isSameLabel('Élite', 'elite'), isSameLabel('VIP', 'VIPs')]).toEqual([true, false]);
		expect(labelField(' VIP\u200b ')).toBe('labels.VIP');
	});

	it.each([
		['labels.VIP', true, 'true', true],
		['labels.VIP', undefined, false, true],
		['labels.VIP', true, false, false],
		['email', 'Ada@Example.com', 'ada@example.com', true],
		['email', 'ada@example.com', 'ida@example.com', false],
		['name', 'Ada', 'ada', false],
		['name', null, '', true],
	])('%s: %j and %j are the same: %s', (field, from, to, same) => {
		expect(sameValue(field, from, to)).toBe(same);
	});

	it.each([
		['note', 'one', ['two'], 'one\ntwo'],
		['labels.VIP', false, ['true'], true],
		['labels.VIP', true, [false], true],
		['labels.VIP', false, ['no'], false],
	])('appending to %s', (field, present, added, value) => {
		expect(appendTo(field, present, added)).toEqual({ value });
	});

	it('nothing can be added to a name, and only the address has a shape', () => {
		expect(appendTo('name', 'Ada', ['Lovelace'])).toMatchObject({
			kind: 'input',
			message: 'Nothing can be added to this field of a member',
			hint: 'Append to the note or to labels, or choose another policy.',
		});
		expect(shapeOf('email')).toEqual({ shape: 'email', label: 'Email', identifies: true });
		expect(shapeOf('name')).toBeUndefined();
	});

	it.each([
		[['n1'], undefined, 'optedIn'],
		[[], undefined, 'optedOut'],
		[['n1'], 'n1', 'optedIn'],
		[['n1'], 'n2', 'optedOut'],
	])('who gets %j and is asked about %s is %s', (newsletters, newsletter, status) => {
		expect(presentStatus({ ...ADA, newsletters }, newsletter)).toBe(status);
	});
});

describe('how members are asked for', () => {
	it.each([
		['65f1a2b3c4d5e6f708192a3b', true],
		['65F1A2B3C4D5E6F708192A3B', true],
		['65f1a2b3c4d5e6f708192a3', false],
		['65f1a2b3c4d5e6f708192a3bc', false],
		['65f1a2b3c4d5e6f708192a3g', false],
		['', false],
	])('%j is an id: %s', (text, isId) => {
		expect(isMemberId(text)).toBe(isId);
	});

	it('an id is one step of a path, whatever is in it', () => {
		expect(memberPath('a/../b')).toBe('members/a%2F..%2Fb/');
	});

	it.each([
		['a@b', true],
		['', false],
		['a\\b', false],
	])('%j can be asked for: %s', (text, can) => {
		expect(canBeAskedFor(text)).toBe(can);
	});

	it('both kinds of quotes are escaped, and equal values are asked for once', () => {
		expect(filtersFor('email', [`o'x"y`, 'b', 'b'], 50)).toEqual([`email:['o\\'x\\"y','b']`]);
		expect(filtersFor('email', [], 50)).toEqual([]);
	});

	it.each([
		[2, ["f:['a','b']", "f:['c']"]],
		[3, ["f:['a','b','c']"]],
	])('at most %i in a filter', (most, filters) => {
		expect(filtersFor('f', ['a', 'b', 'c'], most)).toEqual(filters);
	});

	it('a filter is short enough for an address; one value that is not stands alone', () => {
		const long = 'x'.repeat(2_900);
		const filters = filtersFor(
			'f',
			[`a${long}`, `b${long}`, `c${long}`, 'y'.repeat(7_000), 'z'],
			50,
		);
		expect(filters.map((filter) => filter.length > 6_000)).toEqual([false, false, true, false]);
		expect(filters.map((filter) => filter.split(',').length)).toEqual([2, 1, 1, 1]);
		const size = encodeURIComponent("f:['','']").length;
		const room = 6_000 - size - 3_000;
		expect(filtersFor('f', ['x'.repeat(3_000), 'y'.repeat(room)], 50)).toHaveLength(1);
		expect(filtersFor('f', ['x'.repeat(3_000), 'y'.repeat(room + 1)], 50)).toHaveLength(2);
	});
});
