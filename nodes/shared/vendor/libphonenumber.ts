// Bundled at build: n8n does not ship it. The package's own index uses its smallest metadata.
export {
	getCountryCallingCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
} from 'libphonenumber-js';
export type { CountryCode, PhoneNumber } from 'libphonenumber-js';
