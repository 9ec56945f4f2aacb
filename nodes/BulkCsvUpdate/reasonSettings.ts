/** Refusals that a setting of the node lifts, by the kind of the reason: where it is, and what it does. */
const SPOILT =
	'Options → Cells That a Spreadsheet Changed: “Are Taken as They Are” accepts such cells.';

const SETTINGS: Readonly<Record<string, string>> = {
	lostZeros: SPOILT,
	lostPlus: SPOILT,
	exponent: SPOILT,
	expanded: SPOILT,
	lostDigits: SPOILT,
	madeDate: SPOILT,
	madePercent: SPOILT,
	thousands: SPOILT,
	numberForm: SPOILT,
	doubtful: SPOILT,
	notABoolean: 'Meaning of Cells: “Neutral” reads yes and no in many languages.',
	notANumber: 'Options → Decimal Sign: how numbers are written in the file.',
	notADate: 'Options → Date Format: how days are written in the file.',
	consentNotConfirmed: 'Consent Changes: “Allowed, I Confirm” allows it.',
	conflict: 'On Conflict: “Overwrite” writes such rows all the same.',
};

/** Rolling back and reading back have rules of their own, which no setting changes. */
const isSet = (operation: string): boolean => operation === 'validate' || operation === 'apply';

/** The reasons, each with the setting that would let its rows through, where there is one. */
export const withSettings = <Reason extends { kind: string }>(
	reasons: readonly Reason[],
	operation: string,
): Array<Reason & { setting?: string }> =>
	reasons.map((reason) =>
		isSet(operation) && Object.hasOwn(SETTINGS, reason.kind)
			? { ...reason, setting: SETTINGS[reason.kind] }
			: reason,
	);
