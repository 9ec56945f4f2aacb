import { createRandom } from '../../http/randomness';
import type { Ref, Table, Values } from '../model/types';
import { elasticKey } from '../records/target';
import type { TableState } from '../state';
import type { World } from '../world';

export interface SeedOptions {
	/** Number of the first. Default: one more than there are records. */
	from?: number;
	/** Values that all of them get, past every check. */
	values?: Values;
}

const firstNames = [
	'Ada',
	'Bruno',
	'Chloé',
	'Dariusz',
	'Élodie',
	'Farid',
	'Grażyna',
	'Hugo',
	'Ines',
	'Jörg',
];
const lastNames = [
	'Martin',
	'Nowak',
	'O’Brien',
	'García',
	'Müller',
	'Dubois',
	'Łukasik',
	'Smith',
	'Rossi',
	'Van Dam',
];
const cities = ['Lyon', 'Kraków', 'Porto', 'Gent', 'Leipzig'];

/** Rows by the thousand, put into the store as they are; the same number gives the same row in every run. */
export function seedRows(
	world: World,
	of: TableState,
	count: number,
	{ from = of.store.size + 1, values = {} }: SeedOptions,
): void {
	const { table, store } = of;
	const user: Ref = { table: 'systemuser', id: world.state.delegatedUserId };
	const at = new Date(world.now()).toISOString().replace(/\.\d+Z$/, 'Z');
	const shared: Values = table.columns.has('createdon')
		? { createdon: at, modifiedon: at, createdby: user, modifiedby: user }
		: {};
	if (table.columns.has('ownerid')) shared.ownerid = user;
	if (table.columns.has('statecode')) Object.assign(shared, { statecode: 0, statuscode: 1 });
	const make = makers[table.name] ?? plainRow(table);
	const space = spaceOf(table.name);
	for (let number = from; number < from + count; number += 1) {
		const id = `${space}-${(number % 0xffff_ffff_ffff).toString(16).padStart(12, '0')}`;
		const row: Values = { [table.primaryId]: id, ...shared, ...make(number), ...values };
		if (table.type === 'Elastic') row.partitionid ??= id;
		world.state.version += 1;
		const key = table.type === 'Elastic' ? elasticKey(id, String(row.partitionid)) : id;
		store.insert({ key, version: world.state.version, values: row });
	}
}

/** Four groups of a GUID that are the table's own. */
function spaceOf(name: string): string {
	let hash = 0;
	for (const sign of name) hash = (Math.imul(hash, 31) + sign.charCodeAt(0)) >>> 0;
	return `5eed0000-${(hash & 0xffff).toString(16).padStart(4, '0')}-4000-8000`;
}

const pad = (number: number, length: number): string => String(number).padStart(length, '0');

const makers: Record<string, (number: number) => Values> = {
	contact(number) {
		const random = createRandom(number * 7919);
		const firstname = random.pick(firstNames);
		const lastname = random.pick(lastNames);
		return {
			firstname,
			lastname,
			fullname: `${firstname} ${lastname}`,
			emailaddress1: `person${number}@example.com`,
			mobilephone: `+336${pad(number, 8)}`,
			new_externalref: `REF-${pad(number, 7)}`,
			address1_city: random.pick(cities),
			new_npsscore: random.integer(0, 10),
			new_newsletter: random.chance(0.5),
			birthdate: `${random.integer(1940, 2005)}-${pad(random.integer(1, 12), 2)}-${pad(random.integer(1, 28), 2)}`,
			new_segment: 100000000 + random.integer(0, 2),
		};
	},
	account: (number) => ({ name: `Company ${number}`, accountnumber: `A-${pad(number, 6)}` }),
	new_store: (number) => ({ new_name: `Store ${number}`, new_code: `S${pad(number, 4)}` }),
	new_surveyresponse: (number) => ({
		new_name: `Response ${number}`,
		new_responseid: `R_${pad(number, 12)}`,
		new_score: number % 11,
	}),
};

const plainRow =
	({ primaryName, label, name }: Table) =>
	(number: number): Values =>
		primaryName ? { [primaryName]: `${label ?? name} ${number}` } : {};
