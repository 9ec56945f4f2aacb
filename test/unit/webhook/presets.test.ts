import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
	isAuthentic,
	type IncomingCall,
	type Scheme,
} from '../../../nodes/shared/connectors/webhook/authenticity';
import { compileSpec } from '../../../nodes/shared/connectors/webhook/mapPayload';
import { PRESETS } from '../../../nodes/shared/connectors/webhook/presets';
import { readBody } from '../../../nodes/shared/connectors/webhook/readBody';
import { schemeOf } from '../../../nodes/shared/connectors/webhook/schemeOf';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import { proofOf } from '../../corpora/webhooks/proof';
import { loadCalls, TIME_ZONE } from '../../corpora/webhooks/webhookCall';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);

const NOW = Date.parse('2025-06-01T12:00:00Z');
const calls = loadCalls();
const presetOf = (name: string) => PRESETS.find((preset) => preset.name === name)!;

describe.each(calls)('K30 K31 K32 K33 $file', ({ call, body, expected }) => {
	const preset = presetOf(call.preset);
	const type = call.contentType ?? 'application/json';
	const map = (bytes: Buffer) => {
		const read = readBody(bytes, type, preset.spec.jsonFields);
		if (read.kind !== 'ok') throw new Error(read.reason);
		return compileSpec(preset.spec)(read.payload, { timeZone: TIME_ZONE, headers: call.headers });
	};

	it('becomes the Survey Response it means', () => {
		const [{ response }, ...others] = map(body);
		const { revision, ...info } = response.response;
		expect(others).toEqual([]);
		expect(revision).toMatch(/^[0-9a-f]{32}$/);
		expect({ ...response, response: info }).toEqual(expected);
		expect(Object.keys(response.answers)).toEqual(Object.keys(expected.answers));
		expect(JSON.stringify(response)).not.toContain('192.0.2.7');
	});

	it('answers are addressable by id, by label, and by words', () => {
		const [{ response }] = map(body);
		const context = { response, now: 0, timeZone: 'UTC', random: () => 0 };
		const text = (name: string) =>
			compileTemplate(`\${q://${name}/ChoiceTextEntryValue}`).render(context);
		for (const answer of Object.values(response.answers)) {
			const names = [
				answer.key,
				...(answer.row ? [] : [answer.questionId, answer.ref ?? answer.key]),
			];
			for (const name of names) expect(text(name).unresolved).toEqual([]);
			expect(response.answers[answer.key]).toBe(answer);
		}
	});

	describe('its signature', () => {
		const scheme = schemeOf(preset.signature, call.secret);
		const right = proofOf(scheme, body, call.secret, { nowMs: NOW });
		const check = (headers: IncomingCall['headers'], rawBody = body, now = NOW) =>
			isAuthentic({ headers, rawBody }, scheme, now);

		it('a right one is taken', () => expect(check(right)).toBe(true));
		it('a missing one is refused', () => expect(check({})).toBe(false));
		it('made with another secret: refused', () => {
			const other = call.secret.replace(/.{4}$/, 'AAA=');
			expect(check(proofOf(scheme, body, other, { nowMs: NOW }))).toBe(false);
		});
		it('of another body: refused, where the body is signed', () => {
			const other = Buffer.concat([body, Buffer.from(' ')]);
			expect(check(right, other)).toBe(scheme.method === 'header');
		});
		it('an empty secret fits nothing', () => {
			const empty = schemeOf(preset.signature, '');
			expect(
				isAuthentic(
					{ headers: proofOf(scheme, body, call.secret, { nowMs: NOW }), rawBody: body },
					empty,
					NOW,
				),
			).toBe(false);
			expect(isAuthentic({ headers: {}, rawBody: body }, empty, NOW)).toBe(false);
		});
	});
});

describe('Standard Webhooks', () => {
	const { call, body } = calls.find((entry) => entry.call.preset === 'formbricks')!;
	const scheme = schemeOf(presetOf('formbricks').signature, call.secret);
	const headers = proofOf(scheme, body, call.secret, { nowMs: NOW });
	it.each([
		[0, true],
		[299, true],
		[-299, true],
		[301, false],
		[-301, false],
	])('a call %d seconds old is taken: %p', (seconds, taken) => {
		expect(isAuthentic({ headers, rawBody: body }, scheme, NOW + seconds * 1000)).toBe(taken);
	});

	it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
		'%s is signed or needed',
		(name) => {
			for (const value of [undefined, '', '1', 'v1,']) {
				expect(
					isAuthentic({ headers: { ...headers, [name]: value }, rawBody: body }, scheme, NOW),
				).toBe(false);
			}
		},
	);
});

describe('an address nobody can guess', () => {
	const scheme: Scheme = { method: 'path', secret: '7f1c9c1e-part' };
	it.each([
		['/webhook/x/survey?7f1c9c1e-part', true],
		['/webhook/x/survey?key=7f1c9c1e-part&y=1', true],
		['/webhook/x/survey?7f1c9c1e', false],
		// The path is n8n's own: it stands in the workflow, and proves nothing.
		['/webhook/7f1c9c1e-part', false],
		['/webhook/7f1c9c1e-part/x?y=1', false],
		['', false],
		[undefined, false],
	])('%s: %p', (address, taken) => {
		expect(isAuthentic({ headers: {}, rawBody: Buffer.alloc(0), path: address }, scheme)).toBe(
			taken,
		);
	});
	it('an empty one fits nothing', () => {
		const call = { headers: {}, rawBody: Buffer.alloc(0), path: '//' };
		expect(isAuthentic(call, { method: 'path', secret: '' })).toBe(false);
	});
});

describe('the presets', () => {
	it('each has a call to be tested with, and is data alone', () => {
		const names = new Set(calls.map(({ call }) => call.preset));
		expect(PRESETS.filter(({ name }) => !names.has(name))).toEqual([]);
		expect(JSON.parse(JSON.stringify(PRESETS))).toEqual(PRESETS);
	});

	it('every file of the folder is one of them', () => {
		const folder = path.resolve(__dirname, '../../../nodes/shared/connectors/webhook/presets');
		const files = readdirSync(folder).filter(
			(file) => /^[a-z]+\.ts$/.test(file) && file !== 'index.ts',
		);
		expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(
			PRESETS.map(({ name }) => name),
		);
	});

	it.each(PRESETS)('$label never throws, whatever is posted', ({ spec }) => {
		const map = compileSpec(spec);
		for (const payload of [
			null,
			1,
			'x',
			[],
			{},
			[null],
			{ data: null },
			{ response: 'x' },
			{ answers: [null, 1] },
			{ data: { fields: [{}] } },
		])
			expect(() => map(payload, { timeZone: 'UTC' })).not.toThrow();
	});
});

it('several responses in one call', () => {
	const { call } = calls.find((entry) => entry.call.preset === 'formbricks')!;
	const [first] = call.payload as Array<{ event: string; data: object }>;
	const payload = [
		first,
		{ ...first, event: 'responseCreated', data: { ...first.data, id: 'other', finished: false } },
	];
	const mapped = compileSpec(presetOf('formbricks').spec)(payload, { timeZone: 'UTC' });
	expect(
		mapped.map(({ response }) => [response.response.id, response.event, response.response.status]),
	).toEqual([
		['cm6rsgnhq000vjz03dgmcduju', 'completed', 'complete'],
		['other', 'created', 'partial'],
	]);
	const alone = compileSpec(presetOf('formbricks').spec)(first, { timeZone: 'UTC' });
	expect(alone).toHaveLength(1);
	expect(alone[0].response.response.id).toBe('cm6rsgnhq000vjz03dgmcduju');
});
