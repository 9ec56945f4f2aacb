import type { SurveyResponse } from '../../survey/SurveyResponse';
import { PERSONAL_NOT_READ } from './fields';
import { filled } from './answerParts';
import { never, NO_RESPONSE, type ResolverFactory } from './Resolver';

const KNOWN: Record<string, (meta: NonNullable<SurveyResponse['meta']>) => unknown> = {
	IPAddress: ({ ip }) => ip,
	Latitude: ({ geo }) => geo?.latitude,
	Longitude: ({ geo }) => geo?.longitude,
};

/** Qualtrics looks these up from the IP address while the survey runs and does not store them. */
const LOOKED_UP = new Set([
	'CountryName',
	'CountryCode',
	'RegionName',
	'RegionCode',
	'City',
	'PostalCode',
]);

/** `${loc://IPAddress}`. */
export const resolveLocation: ResolverFactory = (token) => {
	const name = token.path.join('/');
	if (LOOKED_UP.has(name)) {
		return never(
			`${name} is looked up by Qualtrics while the survey runs and is not part of the response`,
		);
	}
	const read = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
	if (read === undefined) return never(`A place has no ${name}`);
	return ({ response }) => {
		if (response === undefined) return NO_RESPONSE;
		return response.meta === undefined ? PERSONAL_NOT_READ : filled(read(response.meta));
	};
};
