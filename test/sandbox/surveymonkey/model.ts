/** Whatever the API writes. */
export type Json = Record<string, unknown>;

/** A survey as its details show it; rules 4.2 to 4.8. */
export interface ModelSurvey {
	id: string;
	title: string;
	nickname?: string;
	custom_variables?: Json | string[];
	pages: Array<{ id: string; title?: string; questions: Json[] }>;
}

export const storeSurveyId = '105723396';
export const quizSurveyId = '105723400';

const choice = (id: number, text: string, more: Json = {}): Json => ({
	id: String(id),
	text,
	visible: true,
	...more,
});
const choices = (first: number, ...texts: string[]): Json[] =>
	texts.map((text, at) => choice(first + at, text, { position: at + 1 }));
const question = (
	id: number,
	family: string,
	subtype: string,
	heading: string,
	more: Json = {},
): Json => ({
	id: String(id),
	family,
	subtype,
	headings: [{ heading }],
	visible: true,
	display_options: null,
	validation: null,
	...more,
});

/** Question ids of the survey below. */
export const Q = {
	where: '319352786',
	what: '319352787',
	why: '319352788',
	rates: '319352789',
	nps: '319352790',
	ranking: '319352791',
	table: '319352792',
	several: '319352793',
	menus: '319352794',
	fields: '319352795',
	visits: '319352796',
	contact: '319352797',
	when: '319352798',
	slider: '319352799',
	file: '319352800',
	stars: '319352801',
	text: '319352802',
} as const;

export const storeSurvey: ModelSurvey = {
	id: storeSurveyId,
	title: 'How was your visit?',
	nickname: 'Store visit',
	custom_variables: { smclientid: 'Contact', plan: 'Plan' },
	pages: [
		{
			id: '103332310',
			questions: [
				question(319352786, 'single_choice', 'vertical', 'Where do you <b>shop</b>?', {
					answers: {
						choices: choices(101, 'Praha', 'Brno'),
						other: choice(103, 'Elsewhere', { is_answer_choice: true, num_chars: 50 }),
					},
				}),
				question(319352787, 'multiple_choice', 'vertical', 'What do you like?', {
					answers: {
						choices: choices(111, 'Choice', 'Prices', 'Staff'),
						other: choice(114, 'Something else', { is_answer_choice: true }),
					},
				}),
				question(319352788, 'open_ended', 'essay', 'Why?'),
				question(319352789, 'matrix', 'rating', 'Rate us', {
					answers: {
						rows: choices(121, 'Staff', 'Prices &amp; offers'),
						choices: [
							...[1, 2, 3, 4, 5].map((weight) =>
								choice(130 + weight, `${weight} stars`, { weight }),
							),
							choice(136, 'N/A', { weight: 0, is_na: true }),
						],
						other: choice(137, 'Comment', { is_answer_choice: false }),
					},
				}),
				question(319352790, 'matrix', 'rating', 'How likely are you to recommend us?', {
					answers: {
						rows: [choice(140, '')],
						choices: Array.from({ length: 11 }, (_, weight) =>
							choice(150 + weight, String(weight), { weight }),
						),
					},
				}),
				question(319352791, 'matrix', 'ranking', 'Put them in order', {
					answers: {
						rows: choices(161, 'Vanilla', 'Chocolate', 'Lemon'),
						choices: choices(165, '1', '2', '3'),
					},
				}),
			],
		},
		{
			id: '103332311',
			questions: [
				question(319352810, 'presentation', 'descriptive_text', 'Nearly done'),
				question(319352792, 'matrix', 'single', 'How often?', {
					answers: {
						rows: choices(171, 'Online', 'In store'),
						choices: choices(175, 'Often', 'Rarely'),
					},
				}),
				question(319352793, 'matrix', 'multi', 'At what time?', {
					answers: {
						rows: choices(181, 'Online', 'In store'),
						choices: choices(185, 'Morning', 'Evening'),
					},
				}),
				question(319352794, 'matrix', 'menu', 'Which kind?', {
					answers: {
						rows: choices(191, 'Cake'),
						cols: [
							{ ...choice(193, 'Texture'), choices: choices(1931, 'Smooth', 'Chunky') },
							{ ...choice(194, 'Flavour'), choices: choices(1941, 'Light', 'Full') },
						],
					},
				}),
				question(319352795, 'open_ended', 'multi', 'Tell us', {
					answers: { rows: choices(201, 'Good', 'Bad') },
				}),
				question(319352796, 'open_ended', 'numerical', 'How many visits?', {
					answers: { rows: choices(211, 'This year', 'Last year') },
				}),
				question(319352797, 'demographic', 'international', 'Who are you?', {
					answers: {
						rows: [
							{ id: '221', type: 'name', text: 'Your name', visible: true, required: true },
							{ id: '222', type: 'company', text: 'Company', visible: false, required: false },
							{ id: '223', type: 'email', text: 'E-mail', visible: true, required: true },
							{ id: '224', type: 'phone', text: '', visible: true, required: false },
						],
					},
				}),
				question(319352798, 'datetime', 'both', 'When was it?', {
					answers: { rows: [choice(231, 'At')] },
				}),
				question(319352799, 'open_ended', 'single', 'How much?', {
					display_options: { display_type: 'slider' },
					validation: { type: 'integer', min: 0, max: 100 },
				}),
				question(319352800, 'open_ended', 'single', 'Show us', {
					display_options: { display_type: 'file_upload' },
				}),
				question(319352801, 'matrix', 'rating', 'Stars', {
					display_options: { display_type: 'emoji', display_subtype: 'star' },
					answers: {
						rows: [choice(241, '')],
						choices: [1, 2, 3, 4, 5].map((weight) => choice(250 + weight, '', { weight })),
					},
				}),
				question(319352802, 'open_ended', 'single', 'Anything else?'),
				question(319352811, 'open_ended', 'single', 'No longer asked', { visible: false }),
			],
		},
	],
};

export const quizSurvey: ModelSurvey = {
	id: quizSurveyId,
	title: 'Quiz',
	custom_variables: ['batch'],
	pages: [
		{
			id: '103332320',
			questions: [
				question(319352900, 'single_choice', 'vertical', 'Two and two?', {
					answers: { choices: choices(301, '4', '5') },
				}),
			],
		},
	],
};
