import {
	getCountryCallingCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
	type CountryCode,
	type PhoneNumber,
} from '../../vendor/libphonenumber';
import { textOf } from '../textOf';
import {
	gives,
	isOnProblem,
	ON_PROBLEM,
	optionOf,
	problem,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const FORMAT: TransformParameter = {
	name: 'format',
	label: 'Format',
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

const LONGEST = 60;

export const phone: Transformation = {
	name: 'phone',
	label: 'Phone Number',
	description: 'Writes a phone number in the form that another system wants',
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
	],
	examples: [
		{ args: ['national', 'FR'], from: '+33612345678', to: '0612345678' },
		{ args: ['e164', 'FR'], from: '06 12 34 56 78', to: '+33612345678' },
		{ args: ['international'], from: '+441632960983', to: '+44 1632 960983' },
	],
	lists: 'each',
	compile: ([formatText, countryText = '', onProblemText = 'keep', foreignText]) => {
		const format = optionOf(FORMAT, formatText);
		if (format === undefined)
			return `${formatText} is not a format; there are national, national-formatted, international and e164`;
		const country = countryText.trim().toUpperCase();
		if (country !== '' && !isSupportedCountry(country))
			return `${countryText} is not the two-letter code of a country`;
		const onProblem = onProblemText === '' ? 'keep' : onProblemText;
		if (!isOnProblem(onProblem)) return `${onProblem} is not one of keep, empty and error`;
		const foreign = optionOf(FOREIGN, foreignText);
		if (foreign === undefined) return `${foreignText} is not one of e164, empty and error`;
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
			return gives(WRITE[format](found));
		};
	},
};

function readPhone(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
	if (text.length > LONGEST) return undefined;
	const found = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
	if (!found?.isPossible()) return undefined;
	if (found.ext) found.setExt('');
	return found;
}

function isOf(found: PhoneNumber, country: CountryCode): boolean {
	if (found.country !== undefined) return found.country === country;
	return found.countryCallingCode === getCountryCallingCode(country);
}
