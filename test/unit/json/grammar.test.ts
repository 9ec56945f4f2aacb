import { compileJsonPath } from '../../../nodes/shared/json/path/compileJsonPath';
import { parsePath } from '../../../nodes/shared/json/path/parsePath';
import { applyTransforms } from '../pipedText/applyTransforms';
import { walkTree } from './tree';

const find = (path: string, json: unknown): unknown => {
	const compiled = compileJsonPath(path);
	if (typeof compiled === 'string') throw new Error(compiled);
	return compiled.find(json);
};

const tickets = {
	order: 'B-7',
	'first name': 'Ada',
	"it's": 1,
	'a"b\\c': 2,
	'net-amount': 12.5,
	größe: 'L',
	$ref: '#1',
	empty: {},
	list: [
		{ id: 1, kind: 'seat', price: 20, tags: ['vip', 'loge'], row: { no: 4 } },
		{ id: 2, kind: 'stand', price: 10, tags: [], row: null },
		null,
		'odd',
		7,
		{ id: 3, kind: 'seat', price: 30 },
	],
	limit: 15,
	want: 'seat',
};

describe('JSONPath: what can be written', () => {
	it.each<[string, unknown[]]>([
		['$', [tickets]],
		['$.order', ['B-7']],
		['$.größe', ['L']],
		['$.net-amount', [12.5]],
		['$.$ref', ['#1']],
		["$['first name']", ['Ada']],
		['$["first name"]', ['Ada']],
		["$['it\\'s']", [1]],
		['$["it\'s"]', [1]],
		["$['a\"b\\\\c']", [2]],
		["$['gr\\u00f6\\u00dfe']", ['L']],
		['$.list[0].id', [1]],
		['$.list[-1].id', [3]],
		['$.list[9].id', []],
		['$.list[-9]', []],
		['$.list[1:3]', [tickets.list[1], null]],
		['$.list[::3].id', [1]],
		['$.list[-2:]', [7, tickets.list[5]]],
		['$.list[5:3:-1]', [tickets.list[5], 7]],
		['$.list[::0]', []],
		['$.list[0,5].id', [1, 3]],
		["$['order','limit']", ['B-7', 15]],
		['$.list[0][\'id\',"price"]', [1, 20]],
		['$.list[*].id', [1, 2, 3]],
		['$.list.*.id', [1, 2, 3]],
		['$..id', [1, 2, 3]],
		['$..[0]', [tickets.list[0], 'vip']],
		['$.list..no', [4]],
		['$.empty.*', []],
		['$.order[0]', []],
		['$.list.id', []],
		["$.list['0']", []],
		['$ .list [ 0 ] .id', [1]],
	])('%s', (path, found) => expect(find(path, tickets)).toEqual(found));

	it.each<[string, unknown[]]>([
		["$.list[?@.kind=='seat'].id", [1, 3]],
		["$.list[?(@.kind=='seat')].id", [1, 3]],
		['$.list[?(@.price>15 && @.row)].id', [1]],
		['$.list[?(@.price<15 || @.price>=30)].id', [2, 3]],
		['$.list[?(!@.row)].id', [3]],
		['$.list[?(!(@.price==10))].id', [1, 3]],
		['$.list[?@.price>$.limit].id', [1, 3]],
		['$.list[?@.kind==$.want].id', [1, 3]],
		['$.list[?@.row==null].id', [2]],
		['$.list[?@.row.no==4].id', [1]],
		["$.list[?@.tags[?@=='vip']].id", [1]],
		['$.list[?@.tags[0]].id', [1]],
		['$.list[?@.price==1e1].id', [2]],
		['$.list[?@.nothing==@.neither].id', [1, 2, 3]],
		["$.list[?@.kind<'t'].id", [1, 2, 3]],
		["$.list[?@.kind<'st'].id", [1, 3]],
		['$.list[?@==7]', [7]],
		['$.list[?@>6]', [7]],
		["$.list[?@=='odd',0].id", [1]],
	])('filter %s', (path, found) => expect(find(path, tickets)).toEqual(found));

	it('LB09 one odd entry never empties what is found', () => {
		const list = [{ f: { r: 'x' }, v: 1 }, { v: 2 }, null, 7, 'text', [], true];
		expect(find("$.a[?(@.f.r=='x')].v", { a: list })).toEqual([1]);
		for (let shift = 0; shift < list.length; shift += 1) {
			const turned = [...list.slice(shift), ...list.slice(0, shift)];
			expect(find("$.a[?(@.f.r=='x')].v", { a: turned })).toEqual([1]);
			expect(find('$.a[*].v', { a: turned })).toHaveLength(2);
		}
	});

	it('reads names that the language has, and never what objects inherit', () => {
		const json = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
		expect(find('$.__proto__.a', json)).toEqual([1]);
		expect(find('$.constructor', json)).toEqual([2]);
		for (const path of ['$.constructor', '$.__proto__', '$.list.length', '$..constructor'])
			expect(find(path, { list: [1] })).toEqual([]);
		expect(find('$.list[?@.constructor].id', tickets)).toEqual([]);
	});
});

describe('JSONPath: what cannot', () => {
	it.each([
		// A published escape from an evaluator, with quotes that a search for bad letters does not see through.
		`$..[?('\\'' && @.constructor[( @.getPrototypeOf(@).constructor("globalThis.P=1;0")() + '' )])]`,
		`$..[?("\\"" && @.constructor.constructor('return process')())]`,
		`$[(@.length-1)]`,
		`$[?(@.a.b())]`,
		`$.a()`,
		'$[?(@())]',
		'$[?((()=>1)())]',
		'$[?(@.a = 1)]',
		'$[?(@.a == `x`)]',
		'$[?(new Date)]',
		'$[?(@.a; 1)]',
		'$[?(@[@.a])]',
	])('LA01 code: %s is refused, and nothing of it runs', (path) => {
		expect(parsePath(path)).toEqual(expect.any(String));
		const transformed = applyTransforms(['{"a":{"b":1}}'], [{ name: 'jsonpath', args: [path] }], {
			now: 0,
			timeZone: 'UTC',
		} as never);
		expect(transformed.errors.length).toBe(1);
		expect((globalThis as Record<string, unknown>).P).toBeUndefined();
	});

	it.each([
		`$.list[?(@.n.startsWith("A"))]`,
		`$.list[?('\\'' < @.n.startsWith("A"))]`,
		`$.list[?("\\"'" != @.n['startsWith']("A"))]`,
		`$.list[?('' == @.n.startsWith ("A"))]`,
		`$.list[?startsWith(@.n,"A")]`,
		`$.list[?match(@.n, 'A.*')]`,
		`$.list[?length(@.n) > 2]`,
		`$.list[?!search(@.n, 'A')]`,
	])('LA02 a call: %s is refused, and the sentence says so', (path) => {
		expect(parsePath(path)).toMatch(/^at character \d+: /);
		expect(parsePath(path)).toContain('no calls');
	});

	it.each([
		['a.b', 'must begin with $'],
		['$.a.', 'the path ends where a name or * should follow'],
		['$.1', "['1']"],
		['$..a..b', 'only one ..'],
		['$.a[?(@..b || $..c)]', 'only one ..'],
		['$.a[', 'at character 5'],
		["$['a", 'at character 3: the quotation mark is not closed'],
		["$['\\x']", 'means nothing'],
		["$['\\ud83d']", 'half a character'],
		['$.a[01]', 'no position'],
		['$.a[9007199254740993]', 'no position'],
		['$.a[?@.b=1]', 'here should stand =='],
		['$.a[?@.b=~/x/]', '=='],
		['$.a[?/x/ == @]', 'no patterns'],
		['$.a[?(/x/.test(@))]', 'no patterns'],
		["$.a[?'x']", 'compare it'],
		['$.a[?@.*==1]', 'one value'],
		['$.a[?!@.b==1]', 'in brackets'],
		['$.a^', 'not ^'],
		['$.a~', 'no patterns'],
		['$ ', 'here should stand'],
		[`$${'.a'.repeat(600)}`, 'longer than'],
		[`$${'[0]'.repeat(101)}`, 'too much'],
		[`$[?${'('.repeat(20)}@.a${')'.repeat(20)}]`, 'too deep'],
		[`$[${'?@['.repeat(20)}0${']'.repeat(20)}]`, 'too deep'],
	])('%s: %s', (path, sentence) => expect(parsePath(path)).toContain(sentence));
});

describe('JSONPath: the order of texts', () => {
	it.each([
		['a', 'b'],
		['a', 'ab'],
		['', 'a'],
		['\uffff', '😀'],
		['x\uffff', 'x😀'],
		['😀', '😁'],
		['a😀', 'a😀b'],
	])('is that of their characters: %j comes before %j', (before, after) => {
		expect(find('$[?@<$[1]]', [before, after])).toEqual([before]);
		expect(find('$[?@>$[0]]', [before, after])).toEqual([after]);
		expect(find('$[?@<$[0]]', [before, after])).toEqual([]);
	});
});

describe('JSONPath: work is bounded', () => {
	const wide = { list: Array.from({ length: 20_000 }, (_, id) => ({ id, tags: ['a', 'b'] })) };
	it.each([
		'$.list[?$.list[?@.id==@.id]]',
		'$.list[?@.id==$.list[19999].id]',
		'$..[?@.id]',
		`$${'[*,*]'.repeat(12)}`,
		'$.list[?@.tags[?$.list[?@.id==5]]]',
		'$.list[?$==$]',
	])('%s', (path) => {
		const start = performance.now();
		const compiled = compileJsonPath(path);
		expect(typeof compiled).toBe('object');
		for (let count = 0; count < 3; count += 1) find(path, wide);
		expect(performance.now() - start).toBeLessThan(3_000);
	});

	it('too much, too deep and circles find undefined, not a part', () => {
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		const deep = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
		expect(find('$..x', circle)).toBeUndefined();
		expect(find('$..x', deep)).toBeUndefined();
		const other: Record<string, unknown> = {};
		other.self = other;
		expect(find('$[?@==$[0]]', [circle, other])).toBeUndefined();
		expect(find('$.self.self', circle)).toEqual([circle]);
		expect(find('$.list[?@.id>=0 && @.tags==@.tags]', wide)).toHaveLength(20_000);
	});

	it('the syntax tree is plain data of known kinds', () => {
		const tree = parsePath("$.a['b'][0][1:2][*]..c[?!(@.d==1 && $.e) || @.f<'x']");
		expect(typeof tree).toBe('object');
		expect(walkTree(tree)).toBeGreaterThan(15);
	});
});
