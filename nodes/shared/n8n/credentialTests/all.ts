import type { INodeCredentialDescription } from 'n8n-workflow';
import { ghost, qualtrics, salesManago, secutix, startquestion, surveyMonkey } from './definitions';
import { testMethod } from './runCredentialTest';

const TESTS = {
	testGhost: ghost,
	testQualtrics: qualtrics,
	testSalesManago: salesManago,
	testSecutix: secutix,
	testStartquestion: startquestion,
	testSurveyMonkey: surveyMonkey,
};

/**
 * For `methods.credentialTest` of every node. Credentials that people sign in to (OAuth2) are not among them: n8n runs no test of a
 * node for those, only the one in the credential itself.
 */
export const credentialTests = Object.fromEntries(
	Object.entries(TESTS).map(([name, test]) => [name, testMethod(test)]),
);

const testedBy = (credential: string): { testedBy?: string } => {
	const found = Object.entries(TESTS).find(([, test]) => test.credential.name === credential);
	return found ? { testedBy: found[0] } : {};
};

/**
 * The credentials of a node, each with the name of its test. `listed`: those that the node names in its own description, since n8n's
 * linter looks for a credential's test there and nowhere else; what they say is added to the slot of that name.
 */
export const testedSlots = (
	slots: readonly INodeCredentialDescription[],
	listed: readonly INodeCredentialDescription[] = [],
): INodeCredentialDescription[] => [
	...slots.map((slot) => ({
		...slot,
		...testedBy(slot.name),
		...listed.find(({ name }) => name === slot.name),
	})),
	...listed.filter(({ name }) => !slots.some((slot) => slot.name === name)),
];
