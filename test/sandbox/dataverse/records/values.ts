import { badPayload, codes, refusal } from '../errors';
import type { Column, Value } from '../model/types';
import { isGuid, toDate, toDateTime } from '../odata/literals';
import type { World } from '../world';

/** The stored form of a value given for a column, or the error that Dataverse answers with (contracts/dataverse.md 6). */
export function toStored(world: World, column: Column, given: unknown): Value {
	if (given === null) {
		if (column.required === 'SystemRequired') {
			throw refusal(
				400,
				codes.invalidArgument,
				`The column '${column.name}' cannot be set to NULL.`,
			);
		}
		return null;
	}
	switch (column.kind) {
		case 'String':
		case 'Memo':
			return text(column, given);
		case 'Integer':
		case 'BigInt':
			return ranged(column, wholeNumber(column, given), codes.integerRange);
		case 'Decimal':
		case 'Double':
		case 'Money':
			return rounded(column, ranged(column, number(column, given), codes.numberRange));
		case 'Boolean':
			if (typeof given !== 'boolean') throw wrongType(column, given, 'Edm.Boolean');
			return given;
		case 'Picklist':
		case 'State':
		case 'Status':
			return option(world, column, wholeNumber(column, given));
		case 'MultiSelectPicklist':
			return options(world, column, given);
		case 'DateTime':
			return dateTime(column, given);
		case 'Uniqueidentifier':
			if (typeof given !== 'string' || !isGuid(given)) throw wrongType(column, given, 'Edm.Guid');
			return given.toLowerCase();
		case 'EntityName':
		case 'Image':
			if (typeof given !== 'string') throw wrongType(column, given, 'Edm.String');
			return given;
		default:
			throw badPayload(`The column '${column.name}' cannot be written as a value.`);
	}
}

/** `''` is stored as null. */
function text(column: Column, given: unknown): string | null {
	if (typeof given !== 'string') throw wrongType(column, given, 'Edm.String');
	const limit = column.maxLength ?? Infinity;
	if (given.length > limit) {
		throw refusal(
			400,
			codes.tooLong,
			`A validation error occurred. The length of the '${column.name}' attribute of the entity exceeded the maximum allowed length of '${limit}'.`,
		);
	}
	return given === '' ? null : given;
}

function number(column: Column, given: unknown): number {
	const type = column.kind === 'Double' ? 'Edm.Double' : 'Edm.Decimal';
	if (typeof given !== 'number') throw wrongType(column, given, type);
	return given;
}

function wholeNumber(column: Column, given: unknown): number {
	const type = column.kind === 'BigInt' ? 'Edm.Int64' : 'Edm.Int32';
	if (typeof given !== 'number' || !Number.isInteger(given)) throw wrongType(column, given, type);
	return given;
}

function ranged(column: Column, value: number, code: string): number {
	const { min = -Infinity, max = Infinity } = column;
	if (value >= min && value <= max) return value;
	throw refusal(
		400,
		code,
		`A validation error occurred. The value ${value} of '${column.name}' is outside the valid range. Accepted Values: ${min} to ${max}.`,
	);
}

const rounded = (column: Column, value: number): number =>
	Number(value.toFixed(column.precision ?? 2));

function option(world: World, column: Column, value: number): number {
	if (column.options?.some((one) => one.value === value)) return value;
	throw refusal(
		400,
		world.options.unknownChoiceCode,
		`A validation error occurred. The value '${value}' of '${column.name}' is outside of the valid range. Accepted Values: ${column.options?.map((one) => one.value).join(',')}.`,
	);
}

/** Text of whole numbers with commas between them. */
function options(world: World, column: Column, given: unknown): string | null {
	if (typeof given !== 'string') throw wrongType(column, given, 'Edm.String');
	if (given === '') return null;
	if (!/^-?\d+(,-?\d+)*$/.test(given)) throw wrongType(column, given, 'a list of choice values');
	const values = new Set(given.split(',').map((part) => option(world, column, Number(part))));
	return [...values].sort((a, b) => a - b).join(',');
}

function dateTime(column: Column, given: unknown): string {
	const isDate = column.behavior === 'DateOnly';
	const type = isDate ? 'Edm.Date' : 'Edm.DateTimeOffset';
	const value =
		typeof given === 'string' ? (isDate ? toDate(given) : toDateTime(given)) : undefined;
	if (value === undefined) throw wrongType(column, given, type);
	if (value >= '1753-01-01') return value;
	throw refusal(
		400,
		codes.dateTooEarly,
		`DateTime is less than minimum value supported by CrmDateTime. Actual value: ${value}, Minimum value supported: 1753-01-01.`,
	);
}

const wrongType = (column: Column, given: unknown, type: string): Error =>
	badPayload(
		`Cannot convert a value to target type '${type}' because of conversion error: property '${column.name}' was given ${Array.isArray(given) ? 'an array' : `a ${typeof given}`}.`,
	);
