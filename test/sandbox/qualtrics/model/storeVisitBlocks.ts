import { createRandom, type Random } from '../../http/randomness';
import {
	choice,
	choicesFrom,
	npsChoices,
	question,
	type QuestionParts,
	type QuestionStyle,
} from './questions';
import type { ModelBlock, ModelChoice, ModelQuestion } from './types';

/** Every style once in this order, then again from the start until the survey is full. */
const order: QuestionStyle[] = [
	'dropDown',
	'radioRow',
	'checkboxes',
	'form',
	'likertMulti',
	'descriptive',
	'slider',
	'essay',
	'sideBySide',
	'sum',
	'rank',
	'groupRank',
	'drillDown',
	'file',
	'timing',
	'browser',
	'captcha',
	'signature',
	'nps',
	'bipolar',
	'matrixText',
	'selectBox',
	'multiSelectBox',
	'autoComplete',
	'bar',
	'profile',
	'maxDiff',
	'hotSpot',
	'heatMap',
	'tree',
	'matrixSum',
	'password',
	'screen',
	'graphic',
	'likert',
	'radio',
	'line',
	'paragraph',
];

/** What survey authors really paste: markup, entities, line breaks, other scripts, very long texts, text with pipes. */
const texts = [
	'<p>How would you rate <strong>%s</strong>?</p>',
	'Tell us about %s &ndash; what was good &amp; what was not?',
	'<div style="text-align:center">%s<br />\n<em>(choose what fits best)</em></div>',
	'ما رأيك في %s؟',
	'מה דעתך על %s?',
	'%s 😀👍🏽 — tell us!',
	'Quelle est votre opinion sur %s&nbsp;?',
	'${e://Field/Prénom du vendeur} served you: how was %s?',
	'%s\r\n\r\nPlease think of your <u>last</u> visit &lt;only&gt;.',
	'Wie zufrieden waren Sie mit „%s“ & dem Drumherum?',
	'<table><tbody><tr><td>%s</td></tr></tbody></table>',
	'%s: "price", \'quality\' and 100 % of the rest; see <a href="https://example.com/?a=1&amp;b=2">here</a>',
];
const subjects = [
	'the fitting rooms',
	'parking',
	'the café',
	'our web shop',
	'returns',
	'the checkout',
	'opening hours',
	'the loyalty card',
	'the music',
	'delivery',
	'the new app',
	'gift wrapping',
	'the children’s corner',
];

const points = {
	five: ['Very poor', 'Poor', 'Fair', 'Good', '<b>Very good</b>'],
	three: ['Never', 'Sometimes', 'Always'],
	items: ['Price', 'Quality', 'Choice of goods', 'Service &amp; advice', 'Ambiance 🎵', 'السعر'],
};

/** Blocks of 12 questions with the ids `first` to `last`; the third of them is a loop over three departments. */
export function furtherBlocks(first: number, last: number): ModelBlock[] {
	const random = createRandom(150);
	const questions: ModelQuestion[] = [];
	for (let number = first; number <= last; number += 1) {
		questions.push(make(number, order[(number - first) % order.length], random));
	}
	const blocks: ModelBlock[] = [];
	for (let start = 0; start < questions.length; start += 12) {
		const place = blocks.length + 1;
		blocks.push({
			id: `BL_storeVisit${String(place).padStart(4, '0')}`,
			description: `Section ${place}`,
			type: 'Standard',
			questions: questions.slice(start, start + 12),
			...(place === 3 && {
				loops: [
					{ id: '1', text: 'Clothing' },
					{ id: '2', text: 'Home & garden' },
					{ id: '3', text: 'Café' },
				],
			}),
		});
	}
	return blocks;
}

function make(number: number, style: QuestionStyle, random: Random): ModelQuestion {
	const text = random.pick(texts).replace('%s', random.pick(subjects));
	const long = number === 100 ? ` ${'Please read this carefully. '.repeat(80)}` : '';
	return question(number, style, text + long, {
		...partsOf(style, random),
		tag: number % 10 === 0 ? `visit_${number}` : undefined,
		label: number % 7 === 0 ? `Label of question ${number}` : undefined,
		force: random.chance(0.2),
	});
}

/** Recodes that are neither the ids nor in their order: `id n` has the recode `10 * n` or counts down. */
const recoded = (names: readonly string[], random: Random): ModelChoice[] => {
	const down = random.chance(0.5);
	return names.map((text, index) =>
		choice(index + 1, down ? names.length - index : (index + 1) * 10, text),
	);
};

function partsOf(style: QuestionStyle, random: Random): QuestionParts {
	const items = () => recoded(points.items.slice(0, random.integer(3, 6)), random);
	const rows = () =>
		choicesFrom(points.items.slice(0, random.integer(2, 5)), random.pick([1, 1, 3]));
	switch (style) {
		case 'radio':
		case 'radioRow':
		case 'checkboxes':
			return { choices: [...items(), choice(12, 99, 'Other (please say)', true)] };
		case 'dropDown':
		case 'selectBox':
		case 'multiSelectBox':
			return { choices: items(), randomized: style !== 'dropDown' };
		case 'nps':
			return { choices: npsChoices() };
		case 'likert':
		case 'likertMulti':
		case 'bipolar':
		case 'profile':
			return { choices: rows(), answers: recoded(points.five, random) };
		case 'maxDiff':
			return { choices: rows(), answers: [choice(1, -1, 'Least'), choice(2, 1, 'Most')] };
		case 'matrixText':
			return { choices: rows(), answers: choicesFrom(['Good', 'Bad']) };
		case 'sideBySide':
			return {
				choices: rows(),
				columns: [
					{ id: '1', text: 'How important?', answers: recoded(points.five, random) },
					{ id: '2', text: 'How often?', answers: recoded(points.three, random) },
				],
			};
		case 'groupRank':
			return {
				choices: choicesFrom(points.items.slice(0, 4), 13),
				groups: [
					{ id: '0', text: 'I need it' },
					{ id: '1', text: 'I do not need it' },
				],
			};
		case 'drillDown':
			return { choices: choicesFrom(['Region', 'Store']), answers: recoded(points.items, random) };
		case 'hotSpot':
			return {
				choices: choicesFrom(['Region #1', 'Region #2']),
				answers: choicesFrom(['Off', 'On']),
			};
		case 'form':
			return { choices: choicesFrom(['First name', 'Last name', 'Town'], random.pick([1, 4])) };
		case 'tree':
			return { choices: items() };
		case 'slider':
		case 'bar':
		case 'sum':
		case 'matrixSum':
		case 'rank':
			return { choices: rows() };
		default:
			return {};
	}
}
