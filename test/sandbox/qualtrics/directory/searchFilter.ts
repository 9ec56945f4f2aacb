import { checkFields, isRecord, type Fields } from '../../http/fields';
import { badField, badRequest } from '../envelope';
import { plainDate } from './contactShapes';
import type { Contact, Directory } from './state';

export type ContactTest = (contact: Contact) => boolean;

const textTypes = ['email', 'firstName', 'lastName', 'language', 'phone', 'extRef'] as const;
const dateTypes = ['created', 'lastModified'] as const;
const stateFields = ['email', 'extRef', 'firstName', 'lastName'] as const;

const text = { kind: 'string', required: true } as const;
const shapes: Record<'text' | 'date' | 'inList' | 'infoFieldState', Fields> = {
	text: { filterType: text, comparison: { ...text, oneOf: ['eq', 'neq'] }, value: text },
	date: {
		filterType: text,
		comparison: { ...text, oneOf: ['eq', 'neq', 'gt', 'lt', 'gte', 'lte'] },
		value: { ...text, pattern: /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/ },
	},
	inList: {
		filterType: text,
		comparison: { kind: 'boolean', required: true },
		mailingListId: text,
	},
	infoFieldState: {
		filterType: text,
		field: { ...text, oneOf: stateFields },
		comparison: { ...text, oneOf: ['empty', 'notEmpty'] },
	},
};

/** Reads a search filter strictly by the grammar of contracts/qualtrics.md 5.6; throws a 400 for anything outside of it. */
export function readFilter(filter: unknown, directory: Directory): ContactTest {
	if (!isRecord(filter)) throw badRequest('Invalid request. Missing or invalid parameter filter.');
	if (!Object.hasOwn(filter, 'conjunction') && !Object.hasOwn(filter, 'filters')) {
		return readSingle(filter, directory, 'filter');
	}
	const complaint = checkFields(
		filter,
		{
			conjunction: { kind: 'string', required: true, oneOf: ['and'] },
			filters: { kind: 'array', required: true, min: 2, max: 5 },
		},
		'filter',
	);
	if (complaint) throw badField(complaint);
	const tests = (filter.filters as unknown[]).map((item, index) =>
		readSingle(item, directory, `filter.filters[${index}]`),
	);
	return (contact) => tests.every((test) => test(contact));
}

function readSingle(filter: unknown, directory: Directory, at: string): ContactTest {
	const type = isRecord(filter) ? filter.filterType : undefined;
	const shape = textTypes.includes(type as never)
		? shapes.text
		: dateTypes.includes(type as never)
			? shapes.date
			: type === 'inList' || type === 'infoFieldState'
				? shapes[type]
				: undefined;
	if (!shape || !isRecord(filter)) throw badField({ path: `${at}.filterType`, reason: 'value' });
	const complaint = checkFields(filter, shape, at);
	if (complaint) throw badField(complaint);
	if (shape === shapes.text) return textTest(filter as Record<string, string>);
	if (shape === shapes.date) return dateTest(filter as Record<string, string>);
	if (type === 'inList') {
		const listId = filter.mailingListId as string;
		if (!directory.lists.has(listId))
			throw badField({ path: `${at}.mailingListId`, reason: 'value' });
		return (contact) => contact.memberships.has(listId) === filter.comparison;
	}
	const field = filter.field as (typeof stateFields)[number];
	return (contact) => !contact[field] === (filter.comparison === 'empty');
}

function textTest({ filterType, comparison, value }: Record<string, string>): ContactTest {
	const wanted = value.trim().toLowerCase();
	return (contact) => {
		const actual = (contact[filterType as (typeof textTypes)[number]] ?? '').trim().toLowerCase();
		return (actual === wanted) === (comparison === 'eq');
	};
}

/** A bare day stands for its first second in comparisons, and for the whole day in `eq` and `neq`. */
function dateTest({ filterType, comparison, value }: Record<string, string>): ContactTest {
	const wholeDay = value.length === 10;
	return (contact) => {
		const full = plainDate(filterType === 'created' ? contact.creationDate : contact.lastModified);
		const actual = wholeDay ? full.slice(0, 10) : full;
		switch (comparison) {
			case 'eq':
				return actual === value;
			case 'neq':
				return actual !== value;
			case 'gt':
				return actual > value;
			case 'lt':
				return actual < value;
			case 'gte':
				return actual >= value;
			default:
				return actual <= value;
		}
	};
}

/** The value of an `eq` filter that every match must satisfy, so that the index can be asked first. */
export function indexedValue(
	filter: unknown,
): { field: (typeof textTypes)[number]; value: string } | undefined {
	if (!isRecord(filter)) return undefined;
	const parts: unknown[] = Array.isArray(filter.filters) ? filter.filters : [filter];
	for (const part of parts) {
		if (!isRecord(part) || part.comparison !== 'eq' || typeof part.value !== 'string') continue;
		const field = textTypes.find((type) => type === part.filterType);
		if (field && part.value.trim()) return { field, value: part.value };
	}
	return undefined;
}
