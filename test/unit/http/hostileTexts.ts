/** What a system's text may quote of a record that it has and nobody sent, in the forms in which it meets one. */
export const PERSON = {
	name: 'Ada Lovelace',
	family: 'Lovelace',
	accented: 'Łukasz Wiśniewski',
	street: '12 High Street',
	born: '1815-12-10',
	bornWritten: '10/12/1815',
	email: 'ada.l@example.com',
	emailEncoded: 'x%40y.example',
	phone: '(020) 7946 0958',
	phoneWorld: '+44 20 7946 0958',
	phoneBare: '02079460958',
	plain: 'Grace Hopper wrote this',
} as const;

/** Parts of the above that must not be left in any text, also where it was cut or encoded. */
export const TRACES: readonly string[] = [
	'Lovelace',
	'LOVELACE',
	'Wiśniewski',
	'Wi\\u015bniewski',
	'High Street',
	'High%20Street',
	'1815',
	'ada.l',
	'x%40y',
	'7946',
	'Grace',
	'Hopper',
];

const P = PERSON;

/** Sentences in the wordings of each system's contract, with a record in them. */
export const QUOTING: readonly string[] = [
	`Contact ${P.name}, ${P.street} exists already`,
	`The value '${P.name}' of 'emailaddress1' on record of type 'contact' is outside the valid range. Accepted Values: 816940000,816940001`,
	`A record with matching key values already exists: ${P.family}, born ${P.born} (${P.bornWritten})`,
	`Cannot insert duplicate key. The duplicate key value is (${P.emailEncoded}, ${P.family.toUpperCase()}).`,
	`Cannot convert the literal '${P.street}' to the expected type 'Edm.Int32'.`,
	`An error occurred while validating input parameters: ${JSON.stringify({ lastname: P.accented })}`,
	`Invalid phone ${P.phone}; ${P.phoneWorld}; ${P.phoneBare}`,
	`${P.plain}: <b>${encodeURIComponent(P.street)}</b> &lt;${P.email}&gt;`,
	`The maximum allowed length of the attribute is 100 and ${P.name} is longer. Allowed values: ${P.name}`,
	`must be one of ${P.name} or ${P.plain}`,
	`${P.family}`,
	P.family.toUpperCase(),
	`Error code: ${P.family}_${P.born}; accepted values: ${P.phoneBare}, ${P.born}`,
];

export const traceIn = (text: string): string | undefined =>
	TRACES.find((trace) => text.includes(trace));
