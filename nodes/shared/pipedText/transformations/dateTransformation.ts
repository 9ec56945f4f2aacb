import { DateTime, IANAZone } from 'luxon';
import { compileDateFormat, namedCode } from '../dates/dateLetters';
import { isUnreadable } from '../../values/Reading';
import { dateParser, isPattern, patternOf, UNKNOWN_PATTERN } from '../dates/dateFormats';
import {
	gives,
	ON_PROBLEM,
	onProblemOf,
	problem,
	unknownOption,
	type Transformation,
} from './Transformation';

const NAMED: Record<string, (date: DateTime) => unknown> = {
	iso: (date) => date.toISO({ suppressMilliseconds: true }),
	'iso-date': (date) => date.toISODate(),
	'iso-utc': (date) => date.toUTC().toISO({ suppressMilliseconds: true }),
	unix: (date) => Math.floor(date.toSeconds()),
	'unix-ms': (date) => date.toMillis(),
	rfc2822: (date) => date.toRFC2822(),
};

export const date: Transformation = {
	name: 'date',
	label: 'Date',
	description: 'Reads a date and writes it in another format or time zone',
	parameters: [
		{
			name: 'format',
			label: 'Format',
			description:
				'As date token letters (d/m/Y H:i) or as a pattern (dd/MM/yyyy HH:mm); or iso, iso-date, iso-utc, unix, unix-ms, rfc2822',
			type: 'string',
			default: 'iso',
			placeholder: 'd/m/Y',
		},
		{
			name: 'inputFormat',
			label: 'Input Format',
			description:
				'How the date is written, or unix, unix-ms or excel. If empty, unambiguous dates are read.',
			type: 'string',
			default: '',
			placeholder: 'd/m/Y',
		},
		{
			name: 'zone',
			label: 'Time Zone',
			description:
				'Time zone to write it in, such as Europe/Paris; empty is the time zone of the workflow',
			type: 'string',
			default: '',
			placeholder: 'Europe/Paris',
		},
		{
			name: 'inputZone',
			label: 'Input Time Zone',
			description: 'Time zone of a date that names none; empty is the time zone of the workflow',
			type: 'string',
			default: '',
			placeholder: 'UTC',
		},
		ON_PROBLEM,
	],
	examples: [
		{ args: ['d/m/Y', '', 'UTC'], from: '2025-12-31T10:00:00Z', to: '31/12/2025' },
		{ args: ['Y-m-d', 'd/m/Y'], from: '31/12/2025', to: '2025-12-31' },
		{
			args: ['yyyy-MM-dd HH:mm', '', 'Europe/Paris'],
			from: '2025-07-01T10:00:00Z',
			to: '2025-07-01 12:00',
		},
	],
	lists: 'each',
	compile: ([format = '', inputFormat = '', zone = '', inputZone = '', onProblemText]) => {
		const unknownZone = [zone, inputZone].find(
			(name) => name !== '' && !IANAZone.isValidZone(name),
		);
		if (unknownZone !== undefined) return `${unknownZone} is not a time zone`;
		const onProblem = onProblemOf(onProblemText);
		if (onProblem === undefined) return unknownOption(ON_PROBLEM, onProblemText);
		const write = writerOf(format === '' ? 'iso' : format);
		if (typeof write === 'string') return write;
		const read = dateParser(inputFormat);
		if (typeof read === 'string') return read;
		return (value, context) => {
			const found = read(value, inputZone || context.timeZone);
			if (isUnreadable(found)) return problem(value, found.message, onProblem);
			const shown = found.date.setZone(zone || context.timeZone, { keepLocalTime: found.isDay });
			return shown.isValid ? gives(write(shown)) : problem(value, 'this is not a date', onProblem);
		};
	},
};

function writerOf(format: string): ((date: DateTime) => unknown) | string {
	const named = format.toLowerCase();
	if (Object.hasOwn(NAMED, named)) return NAMED[named];
	if (isPattern(format)) {
		const pattern = patternOf(format);
		if (pattern === undefined) return UNKNOWN_PATTERN;
		return (shown) => shown.toFormat(pattern, { locale: 'en' });
	}
	return namedCode(format) ?? compileDateFormat(format);
}
