import { never, NO_RESPONSE, Unresolved, type Resolve, type ResolverFactory } from './Resolver';

const LARGEST = Number.MAX_SAFE_INTEGER;

/** `${rand://int/1:100}`: a whole number between the bounds, both included. */
export const resolveRandom: ResolverFactory = (token) => {
	const [kind, bounds = ''] = token.path;
	const match = /^(-?\d{1,16}):(-?\d{1,16})$/.exec(bounds);
	if (kind !== 'int' || token.path.length !== 2 || !match)
		return never('A random number is written ${rand://int/1:100}');
	const [from, to] = [Number(match[1]), Number(match[2])].sort((left, right) => left - right);
	const span = to - from + 1;
	if (Math.abs(from) > LARGEST || Math.abs(to) > LARGEST || span > LARGEST)
		return never('The bounds are too far apart');
	return ({ random }) => from + Math.min(span - 1, Math.floor(random() * span));
};

/** `${gr://SC_0/Score}`: a scoring category, where the export of the response has it. */
export const resolveScore: ResolverFactory = (token) => {
	const form = token.path.length > 1 ? token.path[token.path.length - 1] : 'Score';
	const id = token.path.length > 1 ? token.path.slice(0, -1).join('/') : token.path[0];
	return ({ response }) => {
		if (response === undefined) return NO_RESPONSE;
		const score = response.scores.find(
			(entry) =>
				entry.name === id &&
				(entry.method === form || (form === 'Score' && entry.method === undefined)),
		);
		const only = response.scores.filter((entry) => entry.name === id);
		const found = score ?? (form === 'Score' && only.length === 1 ? only[0] : undefined);
		return found?.value ?? new Unresolved(whyNoScore(id, form, only.length > 0));
	};
};

function whyNoScore(id: string, form: string, isKnown: boolean): string {
	return isKnown
		? `${form} of ${id} is not part of the response: only its score is`
		: `${id} is not among the scores of this response`;
}

/** Known schemes whose value exists only inside the survey tool. */
const UNKNOWABLE: Record<string, string> = {
	lm: 'Loop & merge fields are only known while the survey runs; name the pass instead, as in ${q://1_QID5/ChoiceGroup/SelectedChoices}',
	qo: 'Quota counts are only known inside Qualtrics',
	l: 'Survey and opt-out links are made by Qualtrics when it sends a message',
	rp: 'This token is not known outside Qualtrics',
	vf: 'This token is not known outside Qualtrics',
	se: 'This token is not known outside Qualtrics',
	ch: 'The output of another Qualtrics workflow task is not known here; drag the field of the earlier n8n node instead',
};

export const resolveUnknown: ResolverFactory = ({ scheme }) => {
	if (scheme.startsWith('~')) return withTilde(scheme.slice(1));
	if (Object.hasOwn(UNKNOWABLE, scheme)) return never(UNKNOWABLE[scheme]);
	const lower = scheme.toLowerCase();
	const hint =
		lower !== scheme && (Object.hasOwn(UNKNOWABLE, lower) || KNOWN.includes(lower))
			? ` Schemes are written in lower case: ${lower}://`
			: ` There are ${KNOWN.slice(0, -1).join(', ')} and ${KNOWN[KNOWN.length - 1]}`;
	return never(`${scheme}:// is not a kind of piped text.${hint}`);
};

const KNOWN = ['q', 'e', 'm', 'r', 'rm', 'date', 'loc', 'gr', 'rand'];

/** `~{q://…}`: only what a workflow's own tasks and events hand on is written with a tilde. */
const withTilde = (scheme: string): Resolve =>
	never(
		KNOWN.includes(scheme.toLowerCase())
			? `Only the outputs of workflow tasks and the fields of events are written with a tilde: write \${${scheme.toLowerCase()}://…} with a dollar sign`
			: `${scheme}:// is not a kind of piped text that is written with a tilde. There are ch, aed and aedj`,
	);
