import {
	getCountryCallingCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
	type CountryCode,
	type PhoneNumber,
} from '../../vendor/libphonenumber';
import { withoutInvisible } from '../../values/invisible';
import { textOf } from '../textOf';
import {
	gives,
	ON_PROBLEM,
	onProblemOf,
	optionOf,
	problem,
	unknownOption,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const FORMAT: TransformParameter = {
	name: 'format',
	label: 'Format',
	noun: 'a format',
	description: 'How to write the number',
	type: 'options',
	default: 'e164',
	options: [
		{ name: 'E.164', value: 'e164', description: '+33612345678' },
		{ name: 'International', value: 'international', description: '+33 6 12 34 56 78' },
		{ name: 'National, Digits Only', value: 'national', description: '0612345678' },
		{ name: 'National, Formatted', value: 'national-formatted', description: '06 12 34 56 78' },
	],
};

const WRITE: Record<string, (phone: PhoneNumber) => string> = {
	e164: (phone) => phone.number,
	international: (phone) => phone.formatInternational(),
	national: (phone) => phone.formatNational().replace(/\D/g, ''),
	'national-formatted': (phone) => phone.formatNational(),
};

const FOREIGN: TransformParameter = {
	name: 'otherCountry',
	label: 'Number of Another Country',
	description: 'What to do in a national format with a number of another country than the one set',
	type: 'options',
	default: 'e164',
	options: [
		{ name: 'Leave Empty and Warn', value: 'empty' },
		{ name: 'Report an Error', value: 'error' },
		{ name: 'Write as E.164 and Warn', value: 'e164' },
	],
};

const EXTENSION: TransformParameter = {
	name: 'extension',
	label: 'Extension',
	description: 'What to do with an extension such as ext. 204',
	type: 'options',
	default: 'report',
	options: [
		{
			name: 'Keep It',
			value: 'keep',
			description: 'In E.164 and international numbers: +33144556677;ext=204',
		},
		{ name: 'Leave It Out and Warn', value: 'report' },
	],
};

const LONGEST = 60;

export const phone: Transformation = {
	name: 'phone',
	label: 'Phone Number',
	description: 'Writes a phone number in the format another system needs',
	parameters: [
		FORMAT,
		{
			name: 'country',
			label: 'Country',
			description: 'Two-letter code of the country of numbers written without +, such as FR',
			type: 'string',
			default: '',
			placeholder: 'FR',
		},
		{ ...ON_PROBLEM, description: 'What to do with a text that is not a phone number' },
		FOREIGN,
		EXTENSION,
	],
	examples: [
		{ args: ['national', 'FR'], from: '+33612345678', to: '0612345678' },
		{ args: ['e164', 'FR'], from: '06 12 34 56 78', to: '+33612345678' },
		{ args: ['international'], from: '+442079460018', to: '+44 20 7946 0018' },
	],
	lists: 'each',
	compile: ([formatText, countryText = '', onProblemText, foreignText, extensionText]) => {
		const format = optionOf(FORMAT, formatText);
		if (format === undefined) return unknownOption(FORMAT, formatText);
		const country = countryText.trim().toUpperCase();
		if (country !== '' && !isSupportedCountry(country))
			return `${countryText} is not the two-letter code of a country`;
		const onProblem = onProblemOf(onProblemText);
		if (onProblem === undefined) return unknownOption(ON_PROBLEM, onProblemText);
		const foreign = optionOf(FOREIGN, foreignText);
		if (foreign === undefined) return unknownOption(FOREIGN, foreignText);
		const extension = optionOf(EXTENSION, extensionText);
		if (extension === undefined) return unknownOption(EXTENSION, extensionText);
		const home = country === '' ? undefined : (country as CountryCode);
		return (value) => {
			const found = readPhone(textOf(value), home);
			if (found === undefined)
				return problem(value, 'this cannot be read as a phone number', onProblem);
			if (home !== undefined && format.startsWith('national') && !isOf(found, home)) {
				return problem(
					found.number,
					`the number is not one of ${country}`,
					foreign === 'e164' ? 'keep' : foreign === 'empty' ? 'empty' : 'error',
				);
			}
			const { ext } = found;
			if (!ext) return gives(WRITE[format](found));
			found.setExt('');
			const written = WRITE[format](found);
			if (extension === 'keep' && !format.startsWith('national'))
				return gives(`${written};ext=${ext}`);
			return { value: written, warning: 'the extension of the number was left out' };
		};
	},
};

/** What people and programs put around a number: blanks, marks, `tel:`, an apostrophe against spreadsheets, brackets. */
const plainNumber = (text: string): string =>
	withoutInvisible(text)
		.normalize('NFKC')
		.trim()
		.replace(/^['’`"]+|['’`"]+$/g, '')
		.replace(/^tel:/i, '')
		.trim()
		.replace(/^[([]\s*((?:\+|00)\s*\d{1,3})\s*[)\]]/, '$1')
		.replace(/^((?:\+|00)[\d\s]{1,6})\(0\)/, '$1');

function readPhone(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
	if (text.length > LONGEST) return undefined;
	const found = parsePhoneNumberFromString(plainNumber(text), {
		defaultCountry: country,
		extract: false,
	});
	// Of the right length is not enough: 0000000000 belongs to nobody.
	return found?.isValid() ? found : undefined;
}

/** Territories that share a calling code (Guernsey and the United Kingdom) write national numbers in the same way. */
const isOf = (found: PhoneNumber, country: CountryCode): boolean =>
	found.countryCallingCode === getCountryCallingCode(country);
